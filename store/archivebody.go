package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"blazon/locale"
	"blazon/register"

	"github.com/uptrace/bun"
)

// archiveName is a body as a table names it, with what tells it from its namesakes.
type archiveName struct {
	name     string
	code     string
	known    bool   // the table says what its code is, if only that it has none
	region   string // code
	district string
}

// bodyNames lists the bodies of the table, the placed first.
func (w *archiveWork) bodyNames() (list []archiveName) {
	for i := range w.table.Places {
		g := &w.table.Places[i]
		for number := range g.Names {
			list = append(list, w.placedName(g, number))
		}
	}
	for i := range w.table.Distinctions {
		list = append(list, w.honoredName(&w.table.Distinctions[i]))
	}
	return list
}

func (w *archiveWork) placedName(g *ArchiveGroup, number int) archiveName {
	code, known := g.code(number)
	region := w.place.Chapter.RegionCode
	if found, ok := regionNamed(g.Region); ok {
		region = found.Code
	}
	return archiveName{g.Names[number], code, known, region, g.District}
}

func (w *archiveWork) honoredName(h *ArchiveHonor) archiveName {
	return archiveName{h.To, h.Code, h.Code != "", w.place.Chapter.RegionCode, ""}
}

// findBodies finds the bodies that the table names, by code or by name, and adds those that are in no register. A name that may be any
// of several is a problem of the table.
func (w *archiveWork) findBodies(ctx context.Context) (map[archiveName]*Body, error) {
	found := map[archiveName]*Body{}
	var problems []ArchiveProblem
	names := w.bodyNames()
	there, err := w.namesakes(ctx, names)
	if err != nil {
		return nil, err
	}
	var made []*Body
	for _, n := range names {
		if found[n] != nil {
			continue
		}
		body, problem := w.resolve(n, there)
		if problem != nil {
			problems = append(problems, *problem)
			continue
		}
		if body.UID == "" {
			w.newBody(body)
			made, there = append(made, body), append(there, body)
		}
		found[n] = body
	}
	if len(problems) > 0 {
		return nil, w.stop(ArchiveRefused, problems...)
	}
	return found, w.addBodies(ctx, made)
}

// reading is what a written name may mean: "powiat tarnowski" is the county tarnowski.
type reading struct {
	kind register.Kind // empty: any
	fold string
}

func readings(name string) []reading {
	folded := locale.Fold(name)
	list := []reading{{"", folded}}
	for _, kind := range register.Kinds() {
		if rest, ok := strings.CutPrefix(folded, locale.Fold(kind.Word())+" "); ok && kind.Word() != "" {
			list = append(list, reading{kind, rest})
		}
	}
	return list
}

// namesakes reads in one statement all bodies that any of the names may mean.
func (w *archiveWork) namesakes(ctx context.Context, names []archiveName) (list []*Body, err error) {
	codes, folds := []string{""}, []string{""}
	for _, n := range names {
		codes = append(codes, n.code)
		folds = append(folds, locale.Fold(w.file.body(n.name).Name))
		for _, r := range readings(n.name) {
			folds = append(folds, r.fold)
		}
	}
	err = w.NewSelect().Model(&list).ExcludeColumn("sort_cs", "sort_pl", "sort_en").
		Where("code in (?) or name_fold in (?)", bun.List(codes), bun.List(folds)).Order("register", "code").Scan(ctx)
	return list, err
}

// body is what the file says of a body in no register; of one that it does not describe, the name.
func (f *ArchiveFile) body(name string) ArchiveBody {
	for _, b := range f.Bodies {
		if b.Name == name || slices.Contains(b.As, name) {
			b.Kind = cmp.Or(b.Kind, register.Other)
			return b
		}
	}
	return ArchiveBody{Name: name, Kind: register.Other}
}

// resolve finds the body that a name means; one without a uid is to be added.
func (w *archiveWork) resolve(n archiveName, there []*Body) (*Body, *ArchiveProblem) {
	if n.code != "" {
		at := slices.IndexFunc(there, func(b *Body) bool { return b.Code == n.code })
		if at < 0 {
			problem := w.table.problem(n.name, "archive.unknown_code", "Code", n.code)
			return nil, &problem
		}
		return there[at], nil
	}
	said := w.file.body(n.name)
	described := slices.ContainsFunc(w.file.Bodies, func(b ArchiveBody) bool { return b.Name == said.Name })
	if !n.known && !described {
		if found, problem := w.inRegister(n, there); found != nil || problem != nil {
			return found, problem
		}
	}
	row := register.Row{Register: register.Own, Kind: said.Kind, Name: said.Name}
	if !row.Set(register.ColumnName, said.Name) || !row.Set(register.ColumnKind, string(said.Kind)) || !row.Set(register.ColumnRegion, said.Region) {
		problem := w.table.problem(n.name, "archive.bad_body")
		return nil, &problem
	}
	for _, b := range there {
		if b.Register == register.Own && b.Name == row.Name && b.Kind == row.Kind && b.RegionCode == row.RegionCode && b.EndedAt.IsZero() {
			return b, nil
		}
	}
	return &Body{Register: register.Own, Name: row.Name, Kind: row.Kind, RegionCode: row.RegionCode, RegionName: row.RegionName}, nil
}

// inRegister finds a name in the registers of the competition's country. Of a city that is a county as well it is the city.
func (w *archiveWork) inRegister(n archiveName, there []*Body) (*Body, *ArchiveProblem) {
	var found []*Body
	for _, r := range readings(n.name) {
		for _, b := range there {
			home, _ := register.RegionOf(b.RegionCode)
			fits := b.NameFold == r.fold && (r.kind == "" || b.Kind == r.kind) && b.Register != register.Own && b.EndedAt.IsZero() &&
				home.Country == w.competition.Country && (n.region == "" || n.region == b.RegionCode) &&
				(n.district == "" || n.district == b.DistrictName)
			if fits && !slices.Contains(found, b) {
				found = append(found, b)
			}
		}
	}
	if len(found) > 1 {
		cities := slices.DeleteFunc(slices.Clone(found), func(b *Body) bool { return b.Kind.Level() == register.County })
		if len(cities) > 0 {
			found = cities
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) == 0 || w.how.AsNamed:
		return nil, nil
	}
	var titles []string
	for _, b := range found {
		titles = append(titles, b.Row().Title(register.InDistrict))
	}
	problem := w.table.problem(n.name, "archive.ambiguous", "Bodies", locale.List(locale.English, titles), "Codes", codesIn(found))
	return nil, &problem
}

// newBody completes a body that is to be added.
func (w *archiveWork) newBody(b *Body) {
	b.UID = w.store.NewUID()
	b.Code = "b-" + b.UID
	b.Source, b.SourceDate = cmp.Or(w.table.Source, w.table.Competition), w.now.Format(time.DateOnly)
	b.index()
	w.report.Bodies++
}

// addBodies inserts new bodies, and the words by which they are found.
func (w *archiveWork) addBodies(ctx context.Context, made []*Body) error {
	if len(made) == 0 {
		return nil
	}
	if err := w.upsertBodies(ctx, made); err != nil {
		return err
	}
	if err := w.writeWords(ctx); err != nil {
		return err
	}
	if err := w.markNamesakes(ctx, register.Own); err != nil {
		return err
	}
	for _, b := range made {
		if err := w.NewSelect().Model(b).Column("id").Where("uid = ?", b.UID).Scan(ctx); err != nil {
			return err
		}
	}
	return nil
}
