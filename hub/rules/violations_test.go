package rules_test

import "innograph/kg"

var violations = []violation{
	{func(w *world) { w.node("Achievement_a", "trl=8") },
		[]string{"achievement-stage | Achievement | Achievement_a | it is MIDDLE at level 8, which is MATURE"}},
	{func(w *world) { w.edge("Concept_d BROADER Concept_c") },
		[]string{"acyclic | BROADER | Concept_c | it reaches itself: Concept_c → Concept_d → Concept_c"}},
	{func(w *world) {
		w.edge("Institution_i PART_OF Institution_old")
		w.edge("Laboratory_l PART_OF Institution_i")
		w.edge("Institution_old PART_OF Laboratory_l")
		w.edge("Enterprise_e PART_OF Laboratory_l")
	},
		[]string{"acyclic | PART_OF | Laboratory_l | it reaches itself: Laboratory_l → Institution_i → Institution_old → Laboratory_l"}},
	{func(w *world) { w.node("Concept_c", "hiddenLabels=Aloys,Alloys") },
		[]string{`concept-labels | Concept | Concept_c | "Alloys" is its preferred label and one of its hiddenLabels`}},
	{func(w *world) { w.node("Achievement_a", "expiresOn=2024-01-01") },
		[]string{"date-order | Achievement.expiresOn | Achievement_a | publishedOn is 2024-01-01 and expiresOn 2024-01-01"}},
	{func(w *world) { w.node("Contract_k", "registeredOn=2022-01") },
		[]string{"date-order | Contract.registeredOn | Contract_k | signedOn is 2022-02-01 and registeredOn 2022-01"}},
	{func(w *world) { w.node("Docking_d", "reason=") },
		[]string{"docking-reason | Docking | Docking_d | it is DECLINED and gives no reason"}},
	{func(w *world) {
		w.drop("Docking_s RESULTED_IN Contract_k")
		w.edge("Docking_s RESULTED_IN Contract_loose")
	},
		[]string{"docking-result | Docking | Docking_s | it is REGISTERED and has led to no contract with a registration number"}},
	{func(w *world) { w.node("Docking_d", "status=EXPIRED") },
		[]string{"docking-steps | Docking | Docking_d | it is EXPIRED and its steps end at DECLINED"}},
	{func(w *world) { w.node("DockingEvent_Docking_s.ACCEPTED", "fromStatus=IN_DISCUSSION") },
		[]string{"docking-steps | Docking | Docking_s | a step leaves IN_DISCUSSION where the docking stands at PROPOSED"}},
	{func(w *world) { w.docking("Docking_x", "NEGOTIATING", "PROPOSED", "NEGOTIATING") },
		[]string{"docking-steps | Docking | Docking_x | it steps from PROPOSED to NEGOTIATING, which is not allowed"}},
	{func(w *world) { w.docking("Docking_x", "ACCEPTED") },
		[]string{"docking-steps | Docking | Docking_x | it is ACCEPTED and its steps end at no status"}},
	{func(w *world) { w.node("Laboratory_l", "level=") },
		[]string{"laboratory-level | Laboratory | Laboratory_l | it has no level"}},
	{func(w *world) { w.drop("Contract_loose RECEIVED_BY Enterprise_e") },
		[]string{"minimum | Contract.recipients | Contract_loose | it has 0 of at least 1"}},
	{func(w *world) { w.drop("Person_p CONTRIBUTED_TO Achievement_a") },
		[]string{"minimum | Achievement.contributors | Achievement_a | it has 0 of at least 1"}},
	{func(w *world) { w.node("Need_n", "budgetMin=CNY 20.01") },
		[]string{"money-range | Need.budgetMin | Need_n | budgetMin is CNY 20.01 and budgetMax CNY 20.00"}},
	{func(w *world) { w.node("Investor_v", "ticketMin=USD 1") },
		[]string{"money-range | Investor.ticketMin | Investor_v | ticketMin is USD 1.00 and ticketMax CNY 1.00"}},
	{func(w *world) {
		w.edge("Achievement_a OWNED_BY Institution_old", "share=0.00001", "from=2021-06", "to=2021-07")
	},
		[]string{"ownership-shares | Achievement | Achievement_a | its known shares sum to 1.000009 from 2021-06-01 until 2021-07-01"}},
	{func(w *world) { w.drop("Achievement_a OWNED_BY Enterprise_e") },
		[]string{"ownership-shares | Achievement | Achievement_a | its shares sum to 0.666666 from 2022-01-01 on"}},
	{func(w *world) { w.edge("Achievement_a OWNED_BY Person_p", "share=1", "from=2001", "to=2002") },
		[]string{"ownership-shares | Achievement | Achievement_a | it has no owner from 2002-01-01 until 2020-01-01"}},
	{func(w *world) { w.drop("Need_h POSTED_BY Enterprise_e") },
		[]string{"party | Need | Need_h | it has no party"}},
	{func(w *world) { w.node("IPRight_x", "applicationNo=200310100002.1") },
		[]string{`patent-number | IPRight.applicationNo | IPRight_x | "200310100002.1" ends in 1 where its other characters call for X; one of them is mistyped`}},
	{func(w *world) { w.node("Need_n").Provenance = nil },
		[]string{"provenance | Need | Need_n | it has no provenance"}},
	{func(w *world) {
		w.edge("Concept_d EXACT_MATCH Concept_c").Provenance = []kg.Assertion{{Source: "test", Method: "GUESSED"}}
	},
		[]string{"provenance | EXACT_MATCH | Concept_d→Concept_c | an assertion is made by GUESSED, which is no method"}},
	{func(w *world) {
		w.node("Need_n").Provenance = []kg.Assertion{{Source: "test", Method: "INFERRED", Confidence: "1.1"}}
	},
		[]string{"provenance | Need | Need_n | an assertion has the confidence 1.1, which is not between 0 and 1"}},
	{func(w *world) { w.edge("Empowerment_m GRANTED_UNDER Provision_f") },
		[]string{"provision-in-force | GRANTED_UNDER | Empowerment_m→Provision_f | it is of 2021-09-30, and the provision in force from 2021-10-01 on"}},
	{func(w *world) { w.edge("Institution_old LOCATED_IN Region_r", "type=REGISTERED", "from=2021") },
		[]string{"registered-location | Organisation | Institution_old | it is registered in 2 places from 2021-01-01 on"}},
	{func(w *world) { w.node("Provision_f", "minShare=0.71") },
		[]string{"reward-floor | Contract | Contract_k | its rewards come to CNY 70.00 of at least CNY 71.00"}},
	{func(w *world) { w.node("Reward_2", "base=CNY 0.02") },
		[]string{"reward-floor | Contract | Contract_k | its rewards come to CNY 70.00 of at least CNY 70.02"}},
	{func(w *world) { w.node("Reward_1", "amount=CNY 40") },
		[]string{"reward-payments | Reward | Reward_1 | it is of CNY 40.00 and pays CNY 35.00"}},
	{func(w *world) { w.edge("Contract_k SUPPLIED_BY Person_o", "share=0.1") },
		[]string{"shares | SUPPLIED_BY | Contract_k | its known shares sum to 1.1"}},
	{func(w *world) { w.node("Need_n").Provenance[0].Source = "Source_lost" },
		[]string{"source | Source | Need_n | it names Source_lost, which is not there"}},
	{func(w *world) { w.edge("Enterprise_e IN_STAGE Stage_2", "from=2017", "to=2018-02-01") },
		[]string{"stage-periods | Enterprise | Enterprise_e | it is in no stage from 2018-02-01 until 2018-03-01"}},
	{func(w *world) { w.edge("Enterprise_e IN_STAGE Stage_1", "from=2022", "to=2023") },
		[]string{"stage-periods | Enterprise | Enterprise_e | it is in 2 stages at a time from 2022-01-01 until 2023-01-01"}},
	{func(w *world) { w.node("Enterprise_gone", "status=ACTIVE") },
		[]string{"stage-periods | Enterprise | Enterprise_gone | it is at work and in no stage from 2003-01-01 on"}},
	{func(w *world) { w.edge("Person_p MEMBER_OF Team_t", "role=LEAD", "from=2022") },
		[]string{"team-lead | Team | Team_t | it has 2 at a time from 2022-01-01 on"}},
	{func(w *world) { w.node("Team_u"); w.edge("Person_p MEMBER_OF Team_u", "role=CORE") },
		[]string{"team-lead | Team | Team_u | it has never had one"}},
	{func(w *world) {
		w.node("Team_u")
		w.edge("Person_p MEMBER_OF Team_u", "role=LEAD", "from=2001", "to=2002")
		w.edge("Person_o MEMBER_OF Team_u", "role=CORE", "from=2001")
	},
		[]string{"team-lead | Team | Team_u | it has members and no LEAD from 2002-01-01 on"}},
	{func(w *world) { w.edge("Person_o AFFILIATED_WITH Institution_i", "from=2021", "to=2020-12") },
		[]string{"validity | AFFILIATED_WITH | Person_o→Institution_i | it holds from 2021 and ends 2020-12"}},
	{func(w *world) { w.node("Institution_old", "legacyUscc=false") },
		[]string{`value | Institution.uscc | Institution_old | "91350100M000100Y44" ends in 4 where its other characters call for 3; one of them is mistyped`}},
	{func(w *world) { w.node("Person_p", "orcid=0000-0002-1825-0098") },
		[]string{`value | Person.orcid | Person_p | "0000-0002-1825-0098" ends in 8 where its other characters call for 7; one of them is mistyped`}},
	{func(w *world) { w.node("Person_o").Identifiers = []kg.Identifier{{Scheme: "orcid", Value: "none"}} },
		[]string{`value | Person identifier orcid | Person_o | "none" is not an ORCID iD, which looks like 0000-0002-1825-0097`}},
	{func(w *world) { w.edge("Person_o CONTRIBUTED_TO Achievement_a", "rank=0") },
		[]string{`value | CONTRIBUTED_TO.rank | Person_o→Achievement_a | "0" is outside the range 1..`}},
}
