package ingest

import (
	"context"
	"io"
	"io/fs"
	"time"

	"innograph/ingest/mapping"
	"innograph/ingest/rows"
	"innograph/kg"
)

// Options are what may be chosen for a run; the zero value serves.
type Options struct {
	Progress io.Writer // where a person is told how far it is; nil: nowhere
	Rewrite  bool      // Progress is a terminal, where one line is rewritten
	Rejects  string    // path of the file of rejected rows, created if there are any; empty: none
	Batch    int       // rows of one transaction at most; 0: 5,000
	At       time.Time // time of all changes; zero: now
}

// A batch is written when it has this many rows, or nodes and edges.
const (
	batchRows  = 5_000
	batchItems = 20_000
)

// Run imports the files of dir that the mapping names. Rows that cannot be
// taken are rejected and accounted for; it fails when the mapping does not fit
// the model, when a file is missing or has no such columns (nothing is written
// then), and when the store fails. What it has written by then is whole, and
// the same run started again completes it.
func Run(ctx context.Context, store kg.Store, model *kg.Model, m *Mapping, dir fs.FS, opts Options) (*Account, error) {
	if err := Check(model, m, dir); err != nil {
		return nil, err
	}
	r := newRun(ctx, store, model, m, dir, opts)
	err := r.all()
	r.progress.done()
	path, closed := r.rejects.close()
	r.account.Rejects = path
	r.account.Duration = time.Since(r.progress.start)
	r.tally()
	if err == nil {
		err = closed
	}
	return r.account, err
}

// Check refuses what Run refuses before it writes anything, without a store: a
// mapping that does not fit the model, a file that is missing or has no such columns.
func Check(model *kg.Model, m *Mapping, dir fs.FS) error {
	if err := m.Check(model); err != nil {
		return err
	}
	return (&run{mapping: m, dir: dir}).checkFiles()
}

// run is one import under way.
type run struct {
	ctx      context.Context
	store    kg.Store
	reader   kg.Reader
	model    *kg.Model
	mapping  *Mapping
	dir      fs.FS
	opts     Options
	everyone kg.Selection // all properties and facts of all kinds

	ranks    map[string]int // precedence by Assertion.Source
	lookups  map[string]*mapping.Table
	index    map[kg.Identifier]kg.ID // of the nodes met in this run
	nodes    map[kg.ID]*met
	edges    map[kg.ID]*metEdge
	left     map[kg.ID]bool // edges that are left out
	account  *Account
	rejects  rejects
	progress progress
}

// met is what a run remembers of a node.
type met struct {
	kind     *kg.Kind
	line     int // that stated it alone; 0: none yet
	file     *mapping.File
	supplied bool        // the source of the run has stated it
	complete []statement // what has been said of it with a value for all the rule sets
	fresh    bool        // it is of this run
	outcome  outcome
}

// A statement is what a rule says about a node that several rows state.
type statement struct {
	rule   mapping.Pos
	record string
}

func statementOf(n *mapping.Node) statement {
	if !n.Shared {
		return statement{}
	}
	return statement{n.Rule, n.Record}
}

type metEdge struct {
	relation *kg.Relation
	outcome  outcome
}

type outcome uint8

const (
	asked outcome = iota // only referred to
	unchanged
	updated
	created
)

func newRun(ctx context.Context, store kg.Store, model *kg.Model, m *Mapping, dir fs.FS, opts Options) *run {
	if opts.Batch <= 0 {
		opts.Batch = batchRows
	}
	if opts.At.IsZero() {
		opts.At = time.Now()
	}
	r := &run{ctx: ctx, store: store, reader: store.Reader(kg.System), model: model, mapping: m, dir: dir, opts: opts,
		everyone: everything(model), ranks: map[string]int{}, lookups: map[string]*mapping.Table{},
		index: map[kg.Identifier]kg.ID{}, nodes: map[kg.ID]*met{}, edges: map[kg.ID]*metEdge{}, left: map[kg.ID]bool{},
		account:  &Account{Mapping: m.Name, Nodes: map[string]*Tally{}, Edges: map[string]*Tally{}, LeftOut: map[string]int{}, unlisted: opts.Rejects == ""},
		rejects:  rejects{path: opts.Rejects},
		progress: progress{w: opts.Progress, rewrite: opts.Rewrite, start: time.Now()}}
	for name, rank := range m.Ranks {
		r.ranks[r.sourceID(name)] = rank
	}
	for _, s := range m.Sources {
		r.ranks[r.sourceID(s.Name)] = s.Precedence
	}
	return r
}

// apply writes, and has what is read from then on be no older.
func (r *run) apply(cs *kg.Changeset) (*kg.Receipt, error) {
	receipt, err := r.store.Apply(r.ctx, cs)
	if err == nil {
		r.reader = r.store.Reader(kg.System, receipt.Bookmark)
	}
	return receipt, err
}

// sourceID returns what assertions call a source: the id of its node (idOf), or
// its name where the model has no sources.
func (r *run) sourceID(name string) string {
	if r.model.Kind(sourceKind) == nil {
		return name
	}
	return string(kg.NodeID(sourceKind, name))
}

// actor is what the log calls the run.
func (r *run) actor() string { return "import " + r.mapping.Name }

func everything(model *kg.Model) kg.Selection {
	s := kg.Selection{Properties: map[string][]string{}, Facts: kg.FactVersion | kg.FactIdentifiers | kg.FactProvenance}
	for i := range model.Kinds {
		k := &model.Kinds[i]
		for j := range k.Properties {
			s.Properties[k.Name] = append(s.Properties[k.Name], k.Properties[j].Name)
		}
	}
	return s
}

// all imports the sources, then file by file.
func (r *run) all() error {
	for _, l := range r.mapping.Lookups {
		if err := r.gather(l); err != nil {
			return err
		}
	}
	if err := r.writeSources(); err != nil {
		return err
	}
	for _, f := range r.mapping.Files {
		if err := r.importFile(f); err != nil {
			return err
		}
	}
	return nil
}

// gather fills a lookup. Rows that cannot be read are rejected when their file
// is imported.
func (r *run) gather(l *mapping.Lookup) error {
	table := l.NewTable()
	r.lookups[l.Name] = table
	r.progress.doing = lookingUp
	return r.eachRow(l.Path, l.Layout, func(row *rows.Row, bad *rows.MalformedError) error {
		if bad == nil {
			_ = l.Add(table, row) // likewise
		}
		return nil
	})
}

// tally counts nodes and edges by what became of them.
func (r *run) tally() {
	count := func(tallies map[string]*Tally, name string, o outcome) {
		if o == asked {
			return
		}
		t := tallies[name]
		if t == nil {
			t = &Tally{}
			tallies[name] = t
		}
		switch o {
		case created:
			t.Created++
		case updated:
			t.Updated++
		default:
			t.Unchanged++
		}
	}
	for _, n := range r.nodes {
		count(r.account.Nodes, n.kind.Name, n.outcome)
	}
	for _, e := range r.edges {
		count(r.account.Edges, e.relation.Name, e.outcome)
	}
}
