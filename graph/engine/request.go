package engine

// MaxNodes is the largest number of nodes that one request may ask for, by the
// sizes of its pages.
const MaxNodes = 20_000

// maxLanguage is the longest language tag, as BCP 47 recommends to expect.
const maxLanguage = 35

// A request is one use of a plan.
type request struct {
	decoder
	engine *Engine
	plan   *plan
	frames []frame
	langs  []string // by place; the first is empty
	nodes  int      // predicted so far
	ask    *pathAsk // of paths
}

// A frame is what a request notes of a list.
type frame struct {
	mark uint32 // fingerprint of its cursors
}

func (e *Engine) request(p *plan, vars map[string]any) (*request, error) {
	r := &request{
		decoder: decoder{schema: e.schema, vars: vars},
		engine:  e, plan: p,
		frames: make([]frame, p.size),
		langs:  make([]string, 1+len(p.langs)),
	}
	for i, l := range p.langs {
		lang, err := r.language(l)
		if err != nil {
			return nil, err
		}
		r.langs[i+1] = lang
	}
	return r, nil
}

// language reads the language a field asks for.
func (r *request) language(p placed) (string, error) {
	args, err := r.arguments(p.field)
	if err != nil {
		return "", at(p.where, err)
	}
	lang, _ := args.get("lang").(string)
	if len(lang) > maxLanguage {
		return "", at(p.where, within("lang", exceeds(maxLanguage, len(lang), "name a language such as zh",
			"the language tag has %d bytes; at most %d are read", len(lang), maxLanguage)))
	}
	return lang, nil
}

// count adds predicted nodes, without running over.
func (r *request) count(n int) {
	r.nodes = min(r.nodes+n, ceiling)
}

// ceiling bounds predictions far beyond MaxNodes and far below overflow.
const ceiling = 1 << 40

// times multiplies numbers of nodes, without running over.
func times(a, b int) int {
	if b != 0 && a > ceiling/b {
		return ceiling
	}
	return a * b
}

// priced refuses a root field that asks for too much.
func (r *request) priced() error {
	if r.nodes <= MaxNodes {
		return nil
	}
	err := exceeds(MaxNodes, r.nodes, "ask for smaller pages or fewer levels",
		"%s asks for up to %d nodes, by the sizes of its pages; at most %d are answered", r.plan.field.Alias, r.nodes, MaxNodes)
	err.code = CodeTooComplex
	return err
}
