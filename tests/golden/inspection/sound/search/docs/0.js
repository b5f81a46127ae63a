dossierFind("docs/0",[
{"n":"1","t":"group","href":"groups/a/","k":"Group","s":"Group A","w":"Group A: reported claims, not verified."},
{"n":"2","t":"claim","href":"groups/a/#moved","k":"Reported act","s":"Group A moved its people from the town to the hills","w":"Actor not stated. Not verified. Said by nobody named."},
{"n":"3","t":"claim","href":"claims/taken/","k":"Reported act","s":"Group A has taken the depot","w":"Not verified by its publisher."}
]);
