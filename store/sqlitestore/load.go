package sqlitestore

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"innograph/kg"
	"innograph/store/changeset"
)

// A loader reads records whole.
type loader struct {
	ctx     context.Context
	session *session
	catalog *catalog
}

// nodes reads the nodes a text finds, in the columns of load_nodes.sql.
func (l *loader) nodes(text string, each func(*kg.Node) error, args ...any) error {
	return l.session.query(l.ctx, text, args, func(rows *sql.Rows) error {
		n, err := l.node(rows)
		if err != nil {
			return err
		}
		return each(n)
	})
}

func (l *loader) node(rows *sql.Rows) (*kg.Node, error) {
	var n kg.Node
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
	if long.Valid {
		if err := (&scanner{text: long.String}).properties(k.Property, n.Properties); err != nil {
			return nil, err
		}
	}
	read := &scanner{text: identifiers}
	n.Identifiers = read.identifiers()
	slices.SortFunc(n.Identifiers, kg.Identifier.Compare)
	if read.err == nil && provenance.Valid {
		read = &scanner{text: provenance.String}
		n.Provenance = read.provenance()
	}
	return &n, read.err
}

// heads reads the heads of the nodes a text finds, which come as one array in
// the columns of load_heads.sql.
func (l *loader) heads(text string, each func(*kg.Node), args ...any) error {
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

func (l *loader) head(in *scanner) (*kg.Node, error) {
	var n kg.Node
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
func (l *loader) edges(text string, each func(*changeset.Edge) error, args ...any) error {
	return l.session.query(l.ctx, text, args, func(rows *sql.Rows) error {
		var e changeset.Edge
		var relation int64
		var props string
		var provenance sql.NullString
		err := rows.Scan(&e.Number, &e.ID, &relation, &e.From, &e.To, &e.Source, &e.Target, &e.Visibility, &props, &provenance)
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

// holders reads who holds identifiers.
func (l *loader) holders(of []kg.Identifier, found func(of kg.Identifier, holder kg.ID)) error {
	return l.session.query(l.ctx, loadHolders, []any{string(appendPairs(nil, of))}, func(rows *sql.Rows) error {
		var id kg.Identifier
		var holder kg.ID
		if err := rows.Scan(&id.Scheme, &id.Value, &holder); err != nil {
			return err
		}
		found(id, holder)
		return nil
	})
}
