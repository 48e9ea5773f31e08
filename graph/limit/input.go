package limit

// Input bounds the values of a request's variables, as read from JSON.
func (l Limits) Input(variables map[string]any) error {
	c := counter{}
	for _, v := range variables {
		c.count(v, 0)
	}
	if err := valueDepth.within(l.ValueDepth, c.deepest); err != nil {
		return err
	}
	return entries.within(l.Entries, c.values)
}

type counter struct{ values, deepest int }

func (c *counter) count(v any, depth int) {
	c.values++
	switch v := v.(type) {
	case []any:
		c.deepest = max(c.deepest, depth+1)
		for _, e := range v {
			c.count(e, depth+1)
		}
	case map[string]any:
		c.deepest = max(c.deepest, depth+1)
		for _, e := range v {
			c.count(e, depth+1)
		}
	}
}
