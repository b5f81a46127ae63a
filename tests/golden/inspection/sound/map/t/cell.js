dossierMap({"places":[{"href":"groups/a/","name":"Group A","at":[1,2]}],"inner":[]});
