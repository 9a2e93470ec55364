package web

import (
	"net/http"
	"slices"
	"strings"
)

// keptValue is one field of a form that arrived too late.
type keptValue struct{ Name, Value string }

// kept is what a form had, where its route keeps that: it goes back to the sender in hidden fields, to be sent again after
// signing in, so that nothing typed is lost with a session.
func (r *Request) kept() (values []keptValue) {
	if r.route == nil || !r.route.Keep || r.Method != http.MethodPost {
		return nil
	}
	form, err := r.posted()
	if err != nil {
		return nil
	}
	for name, list := range form {
		for _, value := range list {
			values = append(values, keptValue{name, value})
		}
	}
	slices.SortStableFunc(values, func(a, b keptValue) int { return strings.Compare(a.Name, b.Name) })
	return values
}
