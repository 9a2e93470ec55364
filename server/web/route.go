package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"blazon/judging"
	"blazon/locale"
)

// Handler answers a request, or returns why it does not; it never writes an error itself.
type Handler func(r *Request) error

// Route is one address of a door: a row of its table. The path is written here and nowhere else; pages and
// redirects ask for it by name.
type Route struct {
	Name string      // "jury.sheet"
	Path string      // "/jury/sheets/{sheet}", below the language
	Act  judging.Act // what an actor must be entitled to at all, whatever the object; handlers ask again with facts
	Get  Handler     // nil: the address takes no GET
	Post Handler     // nil: the address takes no POST
	Nav  string      // key of its text in the header's navigation, for those who may; empty: not there
	Bare bool        // the path is the same in all languages
	Most int64       // bytes that a form may send; 0: 1 MB
	Keep bool        // a form that comes after its session has ended is handed back, to be sent again; never with passwords
	Kept bool        // everybody who is not signed in gets the same answer until the data or the clock change it, so that it is kept

	literals  []string // the path around its variables
	variables []string
}

// Reserved lists the first words of our own paths, which no competition may have as its slug.
var Reserved = []string{"sign-in", "sign-out", "profile", "invitation", "forgotten", "reset", "represent", "request", "jury", "room", "organizer", "entrant", "certificate", "entries", "logos", "calendar", "ceremony",
	"verify", "v", "keys", "keys.txt", "archive", "search", "bodies", "sitemap.xml", "sitemap", "help", "about", "privacy", "accessibility", "rules", "data", "feed", "api", "widget", "badge",
	"static", "healthz", "cs", "pl", "en"}

func (s *Site) add(route *Route) error {
	words := strings.Split(route.Path, "/")
	switch {
	case route.Name == "" || route.Act == "" || route.Get == nil && route.Post == nil:
		return fmt.Errorf("route %q (%s): name, act and a handler are needed", route.Name, route.Path)
	case s.byName[route.Name] != nil:
		return fmt.Errorf("route %q comes twice", route.Name)
	case len(words) > 1 && words[1] != "" && words[1][0] != '{' && !slices.Contains(Reserved, words[1]):
		return fmt.Errorf("route %q: its first word %q is not reserved", route.Name, words[1])
	}
	route.literals = variable.Split(route.Path, -1)
	for _, found := range variable.FindAllStringSubmatch(route.Path, -1) {
		route.variables = append(route.variables, found[1])
	}
	s.byName[route.Name] = route
	return nil
}

// catchall is 1 for a path whose first word can be anything.
func (route *Route) catchall() int {
	if strings.HasPrefix(route.Path, "/{") {
		return 1
	}
	return 0
}

// pattern is the path with the language in front, as mux writes it.
func (route *Route) pattern() string {
	if route.Bare {
		return route.Path
	}
	codes := make([]string, len(locale.Languages))
	for i, l := range locale.Languages {
		codes[i] = string(l)
	}
	return "/{lang:" + strings.Join(codes, "|") + "}" + route.Path
}

func (route *Route) handler(method string) Handler {
	switch method {
	case http.MethodGet, http.MethodHead:
		return route.Get
	case http.MethodPost:
		return route.Post
	}
	return nil
}

func (route *Route) methods() string {
	var methods []string
	if route.Get != nil {
		methods = append(methods, http.MethodGet, http.MethodHead)
	}
	if route.Post != nil {
		methods = append(methods, http.MethodPost)
	}
	return strings.Join(methods, ", ")
}

// variable is a place in a path that a value goes into: "{sheet}" or "{edition:[0-9]+}".
var variable = regexp.MustCompile(`\{(\w+)(?::[^{}]*)?\}`)

// address writes a route's path from pairs of a name and a value. Pairs that the path does not name
// become the query.
func (s *Site) address(lang locale.Language, name string, pairs ...any) (string, error) {
	route := s.byName[name]
	if route == nil {
		return "", fmt.Errorf("there is no route %q", name)
	}
	if len(pairs)%2 != 0 {
		return "", fmt.Errorf("route %q: %d values are no pairs", name, len(pairs))
	}
	var path strings.Builder
	if !route.Bare {
		path.WriteString("/" + string(lang))
	}
	for i, literal := range route.literals {
		path.WriteString(literal)
		if i == len(route.variables) {
			break
		}
		value, _ := pair(pairs, route.variables[i])
		if value == "" {
			return "", fmt.Errorf("route %q: no value for %q", name, route.variables[i])
		}
		path.WriteString(url.PathEscape(value))
	}
	if query := route.query(pairs); query != "" {
		path.WriteString("?" + query)
	}
	return path.String(), nil
}

// Link is a route's address with scheme and host, for what is read elsewhere than on the site. A route that does not exist
// or lacks a value is a defect of the program.
func (s *Site) Link(lang locale.Language, name string, pairs ...any) string {
	address, err := s.address(lang, name, pairs...)
	if err != nil {
		panic(err)
	}
	return s.base.String() + address
}

// query writes down the pairs that are not in the path.
func (route *Route) query(pairs []any) string {
	if len(pairs) == 2*len(route.variables) {
		return ""
	}
	query := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if name := fmt.Sprint(pairs[i]); !slices.Contains(route.variables, name) {
			query.Add(name, fmt.Sprint(pairs[i+1]))
		}
	}
	return query.Encode()
}

// pair finds a value by its name among pairs.
func pair(pairs []any, name string) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return fmt.Sprint(pairs[i+1]), true
		}
	}
	return "", false
}
