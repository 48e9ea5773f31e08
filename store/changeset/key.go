package changeset

import "innograph/kg"

// ClaimKeys returns the identifiers that the natural keys of stored nodes make and
// that these do not yet hold, each with its node. It refuses those that another node
// holds. For a kind that has got other keys; holders is as in Transaction.
func ClaimKeys(m *kg.Model, nodes []*kg.Node, holders func([]kg.Identifier, func(kg.Identifier, kg.ID)) error) (map[kg.Identifier]*kg.Node, error) {
	claims := map[kg.Identifier]*kg.Node{}
	var asked []kg.Identifier
	for _, n := range nodes {
		for _, id := range m.KeyIdentifiers(n) {
			if other := claims[id]; other != nil {
				return nil, held(id, other.ID, n.ID)
			}
			claims[id] = n
			asked = append(asked, id)
		}
	}
	if len(asked) == 0 {
		return nil, nil
	}
	var refusal error
	err := holders(asked, func(id kg.Identifier, holder kg.ID) {
		if n := claims[id]; n.ID != holder && refusal == nil {
			refusal = held(id, holder, n.ID)
		}
		delete(claims, id) // it was given that identifier otherwise
	})
	if err != nil {
		return nil, err
	}
	return claims, refusal
}
