package server_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"blazon/judging"
	"blazon/server/web"
	"blazon/store"
)

// hidden wants nothing of the contest in the open data before its announcement.
func (c *twoCopies) hidden() {
	words := strings.TrimPrefix(c.page, "/cs/")
	competition, rest, _ := strings.Cut(words, "/")
	edition, _, _ := strings.Cut(rest, "/")
	for _, ending := range []string{".json", ".csv"} {
		if answer := c.both("/data/" + words + "/obec" + ending); answer.Code != http.StatusNotFound {
			c.t.Errorf("before the announcement the contest's %s is answered with %d", ending, answer.Code)
		}
	}
	for _, path := range []string{words, competition + "/" + edition} {
		if text := c.both("/data/" + path + ".json").Body.String(); !strings.Contains(text, `"contests": []`) {
			c.t.Errorf("before the announcement %s holds a contest: %s", path, text)
		}
		if lines := strings.Count(c.both("/data/"+path+".csv").Body.String(), "\n"); lines != 1 {
			c.t.Errorf("before the announcement the table of %s has %d lines", path, lines)
		}
	}
	for _, uid := range []string{c.round.Candidates[0], c.award} {
		if answer := c.both("/cs/badge/" + uid + ".svg"); answer.Code != http.StatusNotFound {
			c.t.Errorf("before the announcement a badge is answered with %d", answer.Code)
		}
	}
	if frame := c.both("/cs/widget/" + words + "/obec"); frame.Code != http.StatusOK || !strings.Contains(frame.Body.String(), "dosud nebyly vyhlášeny") || strings.Contains(frame.Body.String(), "<table") {
		c.t.Errorf("before the announcement the frame says %d: %s", frame.Code, frame.Body)
	}
	if text := c.both("/data/catalog.jsonld").Body.String(); strings.Contains(text, c.round.Competition.Slug) {
		c.t.Error("before its first announcement the edition is in the catalog")
	}
}

// shown looks at what other sites show: badges of what is conferred, and frames, which are there before the announcement, too, and say so.
func (c *twoCopies) shown() {
	for _, badge := range []struct {
		uid    string
		says   []string
		status int
	}{
		{c.round.Candidates[0], []string{"1.\u00a0místo", "Zlatý erb 2023", "Středočeský kraj"}, http.StatusOK},
		{c.round.Candidates[1], []string{"3.\u00a0místo"}, http.StatusOK}, // nobody is second
		{c.round.Candidates[2], nil, http.StatusNotFound},                 // and who is fourth has none
		{c.award, []string{"Čestné uznání"}, http.StatusOK},
		{"nothing", nil, http.StatusNotFound},
	} {
		path := "/cs/badge/" + badge.uid + ".svg"
		answer := c.both(path)
		text := answer.Body.String()
		if answer.Code != badge.status || answer.Code == http.StatusOK && answer.Header().Get("Content-Type") != "image/svg+xml" {
			c.t.Errorf("%s: %d, %s", path, answer.Code, answer.Header().Get("Content-Type"))
		}
		if answer.Code == http.StatusOK && xml.Unmarshal([]byte(text), new(struct{})) != nil {
			c.t.Errorf("%s is no XML: %s", path, text)
		}
		for _, words := range badge.says {
			if !strings.Contains(text, words) {
				c.t.Errorf("%s does not say %q: %s", path, words, text)
			}
		}
	}
	frame := c.get(0, http.MethodGet, strings.Replace(c.page, "/cs/", "/cs/widget/", 1)+"/obec?rows=1&theme=dark", "Accept-Language", "pl")
	for _, words := range []string{`data-theme="dark"`, "<td>1.</td>", "Čestné uznání", "ještě 3\u00a0řádky"} {
		if !strings.Contains(frame.Body.String(), words) {
			c.t.Errorf("the frame does not say %q: %s", words, frame.Body)
		}
	}
	if policy := frame.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors *") || strings.Contains(policy, "script-src") || frame.Header().Get("Set-Cookie") != "" {
		c.t.Errorf("the frame's headers are %v", frame.Header())
	}
}

// object is JSON as it comes.
type object = map[string]any

// read asks for JSON.
func (c *twoCopies) read(path string) (out object) {
	c.t.Helper()
	answer := c.both(path)
	if err := json.Unmarshal(answer.Body.Bytes(), &out); err != nil || answer.Code != http.StatusOK {
		c.t.Fatalf("%s: %d, %v", path, answer.Code, err)
	}
	return out
}

// readData asks for everything that the API describes: of the contest that was judged here, and of one that was published elsewhere.
func (c *twoCopies) readData() {
	codes := c.archive()
	publish := func(levels judging.Publication) {
		must(c.t, c.stores[1].SaveResultPolicy(c.t.Context(), c.round.Organizer, c.round.Edition.UID,
			store.ResultPolicy{ObjectionDays: 30, PointsShown: judging.PointsPseudonym, Publication: levels}))
	}
	publish(judging.Publication{judging.TotalsLevel: 0})
	if text := c.both("/data/" + strings.TrimPrefix(c.page, "/cs/") + "/obec.json").Body.String(); strings.Contains(text, `"tally"`) || strings.Contains(text, `"url": ""`) {
		c.t.Errorf("the tally file of an edition that does not publish it: %s", text)
	}
	publish(judging.Publication{judging.TotalsLevel: 0, judging.PointsLevel: 0})
	words := strings.Split(strings.TrimPrefix(c.page, "/cs/"), "/")
	judged := map[string]string{"competition": words[0], "edition": words[1], "round": words[2], "category": "obec", "country": "CZ", "code": codes[0]}
	archived := map[string]string{"competition": "vesnice-roku", "edition": "2014", "round": "jihomoravsky-kraj", "category": "elektronicka-sluzba", "country": "CZ", "code": codes[1]}
	doc := c.read("/data/openapi.json")
	paths := doc["paths"].(object)
	var routes []string
	for _, route := range c.sites[0].Routes() {
		if strings.HasPrefix(route.Path, "/data/") {
			routes = append(routes, route.Path)
		}
	}
	if described := slices.Sorted(maps.Keys(paths)); !slices.Equal(described, slices.Sorted(slices.Values(routes))) {
		c.t.Errorf("described are %q, and there are %q", described, routes)
	}
	for path, description := range paths {
		get := description.(object)["get"].(object)
		for _, values := range []map[string]string{judged, archived} {
			c.follow(doc, path, get, values)
		}
	}
	c.compare(judged, archived)
	c.opensLater(publish)
}

// archive imports a table of another competition, with two of the bodies that compete here, and gives their codes.
func (c *twoCopies) archive() []string {
	list, err := c.stores[0].ContestList(c.t.Context(), c.round.Organizer, c.round.Contest, store.Listing{})
	must(c.t, err)
	var codes []string
	for _, n := range list.Candidates {
		codes = append(codes, n.Bodies[0].Code)
	}
	file, err := store.ReadArchive("archive.json", strings.NewReader(fmt.Sprintf(`[{"id": "A", "competition": "Vesnice roku", "year": 2014, "edition": 16,
 "round": "Jihomoravský kraj", "category": "Elektronická služba", "date": "2014-03", "places": [{"place": 1, "names": ["Šebetov"], "ruian_codes": [%q]},
  {"place": "2-3", "names": ["Petrovice", "Vyškov"], "ruian_codes": [%q, %q]}], "complete": true}]`, codes[0], codes[1], codes[2])))
	must(c.t, err)
	reports, err := c.stores[0].ImportArchive(c.t.Context(), store.Operator(), file, store.ArchiveImport{Reserved: web.Reserved})
	must(c.t, err)
	if reports[0].Outcome != store.ArchiveAdded {
		c.t.Fatalf("the table is %s: %v", reports[0].Outcome, reports[0].Problems)
	}
	return codes
}

// follow asks for an address of the description, and wants the answer that it promises.
func (c *twoCopies) follow(doc object, path string, get object, values map[string]string) {
	fill := func(value func(name string) string) string {
		return regexp.MustCompile(`\{(\w+)\}`).ReplaceAllStringFunc(path, func(found string) string { return value(found[1 : len(found)-1]) })
	}
	address := fill(func(name string) string { return values[name] })
	responses := get["responses"].(object)
	answer := c.both(address)
	if strings.HasSuffix(path, "tally.json") && values["category"] != "obec" {
		if answer.Code != http.StatusNotFound {
			c.t.Errorf("%s of what was published elsewhere: %d", address, answer.Code)
		}
		return
	}
	if answer.Code != http.StatusOK {
		c.t.Errorf("%s: %d", address, answer.Code)
	}
	kind, _, _ := strings.Cut(answer.Header().Get("Content-Type"), ";")
	content, ok := responses["200"].(object)["content"].(object)[kind].(object)
	switch {
	case !ok:
		c.t.Errorf("%s answers %s, which is not described", address, kind)
	case kind == "text/csv":
		c.readTable(address, answer.Body.String())
		c.described(address, answer.Header().Get("Link"))
	default:
		var value any
		must(c.t, json.Unmarshal(answer.Body.Bytes(), &value))
		for _, fault := range validate(doc, content["schema"].(object), value, "") {
			c.t.Errorf("%s: %s", address, fault)
		}
	}
	if again := c.get(0, http.MethodGet, address, "If-None-Match", answer.Header().Get("ETag")); again.Code != http.StatusNotModified || responses["304"] == nil {
		c.t.Errorf("%s, asked for again: %d", address, again.Code)
	}
	if answer.Header().Get("Access-Control-Allow-Origin") != "*" {
		c.t.Errorf("%s may not be read from elsewhere", address)
	}
	_, may := responses["404"]
	if absent := c.both(fill(func(string) string { return "nothing" })); may != (path != address) || may && absent.Code != http.StatusNotFound {
		c.t.Errorf("%s of nothing: %d", path, absent.Code)
	}
}

// described wants a table to lead to what describes it, which names the table's own address and its columns, as CSV on the Web has it.
func (c *twoCopies) described(address, link string) {
	const site = "http://localhost"
	if want := "<" + site + address + `-metadata.json>; rel="describedby"; type="application/csvm+json"`; link != want {
		c.t.Errorf("%s leads to %s, want %s", address, link, want)
	}
	if about := c.read(address + "-metadata.json"); about["url"] != site+address || about["@type"] != "Table" || about["tableSchema"] != site+"/data/columns.json" {
		c.t.Errorf("%s is described by %v", address, about)
	}
}

// opensLater has totals open hours after the announcement, and wants the catalog to say that the data changed then.
func (c *twoCopies) opensLater(publish func(judging.Publication)) {
	modified := func() string {
		for _, set := range c.read("/data/catalog.jsonld")["dcat:dataset"].([]any) {
			if strings.Contains(set.(object)["@id"].(string), c.round.Competition.Slug) {
				return set.(object)["dct:modified"].(object)["@value"].(string)
			}
		}
		return ""
	}
	announced, before := c.now, modified()
	publish(judging.Publication{judging.TotalsLevel: 2})
	c.now = announced.Add(2*time.Hour - time.Microsecond)
	if still := modified(); still != before {
		c.t.Errorf("before the totals open the data are said to have changed at %s, not %s", still, before)
	}
	c.now = announced.Add(5 * time.Hour)
	if after, want := modified(), announced.Add(2*time.Hour).UTC().Format(time.RFC3339); after != want {
		c.t.Errorf("once the totals are open the data are said to have changed at %s, want %s", after, want)
	}
}

// readTable reads CSV as RFC 4180 has it, and wants the described columns, and no cell that a spreadsheet takes for a formula.
func (c *twoCopies) readTable(address, text string) (rows [][]string) {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) < 2 || !strings.Contains(text, "\r\n") {
		c.t.Fatalf("%s: %d rows, %v", address, len(rows), err)
	}
	var names []string
	for _, column := range c.read("/data/columns.json")["columns"].([]any) {
		names = append(names, column.(object)["name"].(string))
	}
	if !slices.Equal(rows[0], names) {
		c.t.Errorf("%s has the columns %q", address, rows[0])
	}
	for _, cell := range slices.Concat(rows...) {
		if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
			c.t.Errorf("%s has the formula %q", address, cell)
		}
	}
	return rows
}

// compare holds what the files say against what was decided and published.
func (c *twoCopies) compare(judged, archived map[string]string) {
	file := func(v map[string]string) string {
		return "/data/" + v["competition"] + "/" + v["edition"] + "/" + v["round"] + "/" + v["category"]
	}
	for _, want := range []struct{ path, cells, lines string }{
		{file(judged) + ".csv", "kind place_first place_last label withheld award amount", "place,1,1,1.,false,'=Cena hejtmana,40000.00 place,3,3,3.,false,, place,4,4,4.,false,, not_awarded,2,2,,true,, distinction,,,,false,Čestné uznání,"},
		{file(archived) + ".csv", "kind place_first place_last label shared published_as", "place,1,1,1.,false,Šebetov place,2,3,2.–3.,true,Petrovice place,2,3,2.–3.,true,Vyškov"},
		{"/data/bodies/CZ/" + judged["code"] + ".csv", "competition kind label published_as", "zlaty-erb,place,1., vesnice-roku,place,1.,Šebetov"},
	} {
		rows := c.readTable(want.path, c.both(want.path).Body.String())
		var lines []string
		for _, row := range rows[1:] {
			var cells []string
			for _, name := range strings.Fields(want.cells) {
				cells = append(cells, row[slices.Index(rows[0], name)])
			}
			lines = append(lines, strings.Join(cells, ","))
		}
		if got := strings.Join(lines, " "); got != want.lines {
			c.t.Errorf("%s says\n%s\nwant\n%s", want.path, got, want.lines)
		}
	}
	contest := c.read(file(judged) + ".json")["contests"].([]any)[0].(object)
	first := contest["standings"].([]any)[0].(object)
	if first["place_first"] != 1.0 || first["bodies"].([]any)[0].(object)["code"] != judged["code"] || contest["version"] != 2.0 || fmt.Sprint(contest["not_awarded"]) != "[2]" {
		c.t.Errorf("the contest is %v", contest)
	}
	c.recompute(file(judged)+"/tally.json", contest)
	if old := c.read(file(archived) + ".json")["contests"].([]any)[0].(object); old["announced_at"] != nil || contest["announced_at"] == nil {
		c.t.Errorf("announced on an unknown day is %v, and on a known one %v", old["announced_at"], contest["announced_at"])
	}
	sets := c.read("/data/catalog.jsonld")["dcat:dataset"].([]any)
	for _, set := range sets {
		if issued := set.(object)["dct:issued"]; (issued == nil) != strings.Contains(set.(object)["@id"].(string), archived["competition"]) {
			c.t.Errorf("%v was issued at %v", set.(object)["@id"], issued)
		}
		for _, d := range set.(object)["dcat:distribution"].([]any) {
			address := strings.TrimPrefix(d.(object)["dcat:downloadURL"].(object)["@id"].(string), "http://localhost")
			if answer := c.both(address); answer.Code != http.StatusOK || d.(object)["dct:license"].(object)["@id"] != "https://creativecommons.org/licenses/by/4.0/" {
				c.t.Errorf("the catalog leads to %s, which is answered with %d", address, answer.Code)
			}
		}
	}
	if len(sets) != 2 {
		c.t.Errorf("the catalog has %d data sets", len(sets))
	}
}

// recompute tallies the published file, and wants what is published of the result.
func (c *twoCopies) recompute(path string, contest object) {
	answer := c.both(path)
	file, err := judging.ReadContest(strings.NewReader(answer.Body.String()))
	must(c.t, err)
	outcome, err := judging.Tally(file)
	must(c.t, err)
	if len(outcome.Standings) != 3 || !strings.HasSuffix(contest["tally"].(string), path) {
		c.t.Fatalf("%d are ranked, and the tally file is said to be at %v", len(outcome.Standings), contest["tally"])
	}
	for i, st := range outcome.Standings {
		published := contest["standings"].([]any)[i].(object)
		if code := published["bodies"].([]any)[0].(object)["code"]; file.Candidates[st.Candidate].ID != code || st.Total.Round(2) != published["total"] {
			c.t.Errorf("recomputed, %s has %s; published are %v with %v", file.Candidates[st.Candidate].ID, st.Total.Round(2), code, published["total"])
		}
	}
	for _, seat := range c.round.Jurors {
		if strings.Contains(answer.Body.String(), seat.Juror.UID) {
			c.t.Error("the published file names a juror")
		}
	}
}

// validate says what in a value is not as its schema has it, for the words of JSON Schema that the description uses.
func validate(doc, schema object, value any, at string) (faults []string) {
	if ref, ok := schema["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/components/schemas/")
		return validate(doc, doc["components"].(object)["schemas"].(object)[name].(object), value, at)
	}
	if any, ok := schema["anyOf"].([]any); ok {
		for _, one := range any {
			if faults = validate(doc, one.(object), value, at); len(faults) == 0 {
				return nil
			}
		}
		return faults
	}
	wrong := func(is bool) []string {
		if is {
			return nil
		}
		return []string{fmt.Sprintf("%s: %v is not of type %v", at, value, schema["type"])}
	}
	switch schema["type"] {
	case "string":
		_, is := value.(string)
		return wrong(is)
	case "boolean":
		_, is := value.(bool)
		return wrong(is)
	case "null":
		return wrong(value == nil)
	case "integer":
		n, is := value.(float64)
		return wrong(is && n == float64(int(n)))
	case "array":
		list, is := value.([]any)
		for i, item := range list {
			faults = append(faults, validate(doc, schema["items"].(object), item, fmt.Sprintf("%s[%d]", at, i))...)
		}
		return append(faults, wrong(is)...)
	case "object":
		fields, is := value.(object)
		return append(wrong(is), validateFields(doc, schema, fields, at)...)
	}
	return nil
}

func validateFields(doc, schema, fields object, at string) (faults []string) {
	properties, _ := schema["properties"].(object)
	for name, value := range fields {
		of, known := properties[name].(object)
		if !known && schema["additionalProperties"] == nil {
			continue // anything
		}
		if !known {
			of, known = schema["additionalProperties"].(object)
		}
		if !known {
			faults = append(faults, at+"."+name+" is not described")
			continue
		}
		faults = append(faults, validate(doc, of, value, at+"."+name)...)
	}
	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, there := fields[name.(string)]; !there {
			faults = append(faults, at+"."+name.(string)+" is missing")
		}
	}
	return faults
}
