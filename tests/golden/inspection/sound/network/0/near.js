dossierNetwork.near({"a":{"nodes":{"a":{"name":"Group A","href":"groups/a/"}},"edges":[]}});
