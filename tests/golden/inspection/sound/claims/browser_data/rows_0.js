dossierData("rows_0",[{"id":"moved","html":"<p>Group A: <a href=\"../groups/a/#moved\">This claim</a> <img src=\"../assets/dot.svg\" alt=\"A &lt;dot&gt;\"></p>"}]);
