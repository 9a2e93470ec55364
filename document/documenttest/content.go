package documenttest

import "slices"

// mark is a part of a page's content, as it is marked.
type mark struct {
	role name
	text string
}

// painting are the operators that leave something on a page.
var painting = []operator{"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "Tj", "TJ", "'", "\"", "BI"}

// page reads the content of a page: the marked parts by their numbers. Nothing may stand outside of all marks, nor may any be left open.
func (f *file) page(p dict) map[int]mark {
	resources := f.dict(p["Resources"])
	fonts := map[name]*font{}
	for n, v := range f.dict(resources["Font"]) {
		fonts[n] = f.font(v)
	}
	for _, v := range f.dict(resources["XObject"]) {
		if d := f.dict(v); d["Subtype"] == name("Form") {
			f.run(f.content(v), &run{fonts: nil, inArtifact: true})
		}
	}
	r := &run{fonts: fonts, marks: map[int]mark{}}
	f.run(f.content(p["Contents"]), r)
	return r.marks
}

// run is the state while content is read.
type run struct {
	fonts      map[name]*font
	font       *font
	inArtifact bool // of whoever uses the content
	marks      map[int]mark
	open       []int // the numbers of the open marks; -1: an artifact
	saved      int
	inText     bool
}

func (f *file) run(content []byte, r *run) {
	in := &reader{body: content}
	var args []any
	for {
		v, err := in.value()
		if err != nil {
			f.blame("a page's content: %v", err)
			return
		}
		op, is := v.(operator)
		if !is {
			args = append(args, v)
			continue
		}
		if op == "" {
			break
		}
		f.step(r, op, args)
		args = nil
	}
	if len(r.open) != 0 || r.saved != 0 || r.inText {
		f.blame("a page ends with %d marks and %d states open, in a text: %t", len(r.open), r.saved, r.inText)
	}
}

func (f *file) step(r *run, op operator, args []any) {
	last := func() any { return append([]any{nil}, args...)[len(args)] }
	if slices.Contains(painting, op) && len(r.open) == 0 && !r.inArtifact {
		f.blame("%s is outside of all marks", op)
	}
	switch op {
	case "q":
		r.saved++
	case "Q":
		r.saved--
	case "BT":
		r.inText = true
	case "ET":
		r.inText = false
	case "BMC", "BDC":
		f.begin(r, op, args)
	case "EMC":
		if len(r.open) == 0 || r.inText {
			f.blame("a mark ends that has not begun, in a text: %t", r.inText)
			return
		}
		r.open = r.open[:len(r.open)-1]
	case "Tf":
		n, _ := append(args, nil)[0].(name)
		r.font = r.fonts[n]
	case "Tj":
		t, _ := last().(text)
		said := f.read(t, r.font)
		if len(r.open) > 0 && r.open[len(r.open)-1] >= 0 {
			number := r.open[len(r.open)-1]
			r.marks[number] = mark{r.marks[number].role, r.marks[number].text + said}
		}
	case "TJ", "'", "\"", "BI", "Tw":
		f.blame("the operator %s is not used", op)
	}
}

// begin opens a mark: of an element, with a number that stands once on its page, or of an artifact. Neither lies within another.
func (f *file) begin(r *run, op operator, args []any) {
	role, _ := append(args, nil)[0].(name)
	number := -1
	if op == "BDC" && role != "Artifact" {
		d, _ := args[len(args)-1].(dict)
		id, numbered := d["MCID"].(float64)
		if _, twice := r.marks[int(id)]; twice || !numbered {
			f.blame("the mark %v of a %s stands twice, or has no number", id, role)
		}
		number = int(id)
		r.marks[number] = mark{role: role}
	}
	if len(r.open) > 0 || r.inText || r.inArtifact || number < 0 && role != "Artifact" {
		f.blame("a %s begins within another mark or a text", role)
	}
	r.open = append(r.open, number)
}
