package neo4jstore

import (
	"innograph/kg"
)

// A piece is what is read of one level: clauses that return a record for each of its
// parents, alone in a statement or as a part of one.
type piece struct {
	*statement
	shape   *shape
	text    string
	page    *kg.Page // how many of a record's rows count; nil: all, up to each
	each    int
	records []*record // where they have been read ahead
	below   []*piece  // by hop, those that are read together with it; nil: it is not
}

// piece returns the piece of a hop from the nodes whose numbers an expression lists.
func (s *statement) piece(h *kg.Hop, parents string) (*piece, error) {
	hopping, err := s.hopping(h)
	if err != nil {
		return nil, err
	}
	shape, err := hopping.shape()
	if err != nil {
		return nil, err
	}
	text, err := hopping.page(shape, parents)
	return &piece{statement: s, shape: shape, text: text, page: &h.Page}, err
}

// most returns how many rows so many parents have at most.
func (p *piece) most(parents int) int {
	each := p.each
	if p.page != nil {
		each = max(p.page.Limit, 0)
	}
	return parents * min(each, mostRows+1)
}

// recordsOf reads the list of records that a level has come as.
func recordsOf(value any) ([]*record, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, damagedError("a level", value)
	}
	records := make([]*record, len(list))
	for i, columns := range list {
		columns, ok := columns.([]any)
		if !ok || len(columns) < recordWidth {
			return nil, damagedError("a record", columns)
		}
		records[i] = recordOf(columns)
	}
	return records, nil
}

// eachOf hands on records, until each fails.
func eachOf(records []*record, each func(*record) error) error {
	for _, r := range records {
		if err := each(r); err != nil {
			return err
		}
	}
	return nil
}
