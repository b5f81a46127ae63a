dossierCards([{"id":"a","html":"<p><bdi>Group A</bdi>: see <a class='more' href='../groups/a/#moved'>all</a></p>"}]);
