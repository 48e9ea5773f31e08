package sqlitestore

import (
	"context"
	"database/sql"
	"time"

	"innograph/kg"
)

// A storedNode is a node as the file has it. Of a head nothing beyond id,
// number, kind, visibility and version has been read.
type storedNode struct {
	kg.Node
	hasLong bool
}

// A storedEdge is an edge with the numbers of its ends.
type storedEdge struct {
	kg.Edge
	source, target int64
}

// A loader reads records whole.
type loader struct {
	ctx     context.Context
	session *session
	catalog *catalog
}

// nodes reads the nodes a text finds, in the columns of load_nodes.sql.
func (l *loader) nodes(text string, each func(*storedNode) error, args ...any) error {
	return l.session.query(l.ctx, text, args, func(rows *sql.Rows) error {
		n, err := l.node(rows)
		if err != nil {
			return err
		}
		return each(n)
	})
}

func (l *loader) node(rows *sql.Rows) (*storedNode, error) {
	var n storedNode
	var kind, created, updated int64
	var props, identifiers string
	var long, provenance sql.NullString
	err := rows.Scan(&n.Number, &n.ID, &kind, &n.Visibility, &n.Version, &created, &updated, &props, &long, &provenance, &identifiers)
	if err != nil {
		return nil, err
	}
	k, err := l.catalog.kind(kind)
	if err != nil {
		return nil, err
	}
	n.Kind, n.CreatedAt, n.UpdatedAt = k.Name, time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	n.Properties = map[string]kg.Value{}
	if err := (&scanner{text: props}).properties(k.Property, n.Properties); err != nil {
		return nil, err
	}
	if n.hasLong = long.Valid; long.Valid {
		if err := (&scanner{text: long.String}).properties(k.Property, n.Properties); err != nil {
			return nil, err
		}
	}
	read := &scanner{text: identifiers}
	n.Identifiers = read.identifiers()
	sortIdentifiers(n.Identifiers)
	if read.err == nil && provenance.Valid {
		read = &scanner{text: provenance.String}
		n.Provenance = read.provenance()
	}
	return &n, read.err
}

// heads reads the heads of the nodes a text finds, which come as one array in
// the columns of load_heads.sql.
func (l *loader) heads(text string, each func(*storedNode), args ...any) error {
	return l.session.query(l.ctx, text, args, func(rows *sql.Rows) error {
		var found string
		if err := rows.Scan(&found); err != nil {
			return err
		}
		in := &scanner{text: found}
		in.open('[')
		for first := true; in.more(first, ']'); first = false {
			n, err := l.head(in)
			if err != nil {
				return err
			}
			each(n)
		}
		return in.err
	})
}

func (l *loader) head(in *scanner) (*storedNode, error) {
	var n storedNode
	in.open('[')
	n.Number = in.int()
	in.comma()
	n.ID = kg.ID(in.string())
	in.comma()
	kind := in.int()
	in.comma()
	n.Visibility = kg.Visibility(in.int())
	in.comma()
	n.Version = in.int()
	in.take(']')
	if in.err != nil {
		return nil, in.err
	}
	k, err := l.catalog.kind(kind)
	if err != nil {
		return nil, err
	}
	n.Kind = k.Name
	return &n, nil
}

// edges reads the edges a text finds, in the columns of load_edges.sql.
func (l *loader) edges(text string, each func(*storedEdge) error, args ...any) error {
	return l.session.query(l.ctx, text, args, func(rows *sql.Rows) error {
		var e storedEdge
		var relation int64
		var props string
		var provenance sql.NullString
		err := rows.Scan(&e.Number, &e.ID, &relation, &e.From, &e.To, &e.source, &e.target, &e.Visibility, &props, &provenance)
		if err != nil {
			return err
		}
		r, err := l.catalog.relation(relation)
		if err != nil {
			return err
		}
		e.Relation, e.Properties = r.Name, map[string]kg.Value{}
		if err := (&scanner{text: props}).properties(r.Property, e.Properties); err != nil {
			return err
		}
		if provenance.Valid {
			read := &scanner{text: provenance.String}
			if e.Provenance = read.provenance(); read.err != nil {
				return read.err
			}
		}
		return each(&e)
	})
}
