package web

// Step is one page of the way that something goes.
type Step struct {
	Route   string
	Key     string // of its text
	Current bool
}

// Steps is a way in the order in which it is gone.
type Steps []Step

// Title is the key of the current page's title; empty where the current page is none of them.
func (s Steps) Title() string {
	for _, step := range s {
		if step.Current {
			return step.Key
		}
	}
	return ""
}

// At marks the page with this route as the current one.
func (s Steps) At(here string) Steps {
	for i := range s {
		s[i].Current = s[i].Route == here
	}
	return s
}
