package kg

import "strconv"

// fingerprintFilter writes all that a filter is made of, so that different ones
// differ: each part begins with what it is and how many parts belong to it.
func fingerprintFilter(write func(string), f Filter) {
	number := func(n int) { write(strconv.Itoa(n)) }
	texts := func(list []string) {
		number(len(list))
		for _, s := range list {
			write(s)
		}
	}
	several := func(name string, list []Filter) {
		write(name)
		number(len(list))
		for _, part := range list {
			fingerprintFilter(write, part)
		}
	}
	switch f := f.(type) {
	case nil:
		write("all")
	case And:
		several("and", f)
	case Or:
		several("or", f)
	case Not:
		several("not", []Filter{f.Filter})
	case KindIn:
		write("kind")
		texts(f)
	case Compare:
		write("compare")
		write(f.Property)
		number(int(f.Op))
		number(len(f.Values))
		for _, v := range f.Values {
			write(v.canonical())
		}
	case Related:
		write("related")
		write(f.Relation)
		number(int(f.Direction))
		texts(f.To)
		number(int(f.Quantifier))
		write(f.On)
		fingerprintFilter(write, f.Node)
		fingerprintFilter(write, f.Edge)
	case Counted:
		write("counted")
		number(int(f.Op))
		write(strconv.FormatInt(f.Number, 10))
		fingerprintFilter(write, f.Related)
	}
}
