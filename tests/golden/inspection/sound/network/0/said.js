dossierNetwork.said({"taken":{"opens":"Reported act","statement":"Group A has taken the depot","trust":"Not verified by its publisher.","href":"claims/taken/"}});
