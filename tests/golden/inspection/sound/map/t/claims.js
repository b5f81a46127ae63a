dossierMap({"groups/a/":[{"html":"<p>Group A has taken the depot. Not verified by its publisher. <a href=\"../claims/taken/\">This claim</a></p>"}]});
