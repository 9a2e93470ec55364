package organizer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const chaptersPage web.Page[chaptersData] = "organizer/chapters"

type chaptersData struct {
	*store.CompetitionSetup
	Form   chapterForm
	Chosen []string // codes of regions
	Errors web.Errors
}

type chapterForm struct {
	Name       string `form:"name"`
	Slug       string `form:"slug"` // empty: made from the name
	RegionCode string `form:"region_code"`
	Parent     string `form:"parent"`
}

// regionsForm chooses regions of the register that become chapters.
type regionsForm struct {
	Regions []string `form:"regions"`
}

func (form chapterForm) chapter(lang locale.Language) store.ChapterForm {
	return store.ChapterForm{Slug: cmp.Or(form.Slug, slugOf(form.Name)), Name: locale.Text{lang: form.Name}, RegionCode: form.RegionCode}
}

var betweenWords = regexp.MustCompile(`[^a-z0-9]+`)

// slugOf makes a word for addresses out of a name: "Liberecký kraj" gives "liberecky-kraj".
func slugOf(name string) string {
	slug := strings.Trim(betweenWords.ReplaceAllString(locale.Fold(name), "-"), "-")
	return strings.Trim(slug[:min(len(slug), 80)], "-")
}

// Tree lists the chapters as a tree is read: each with what is below it.
func (d chaptersData) Tree() []branch { return treeOf(d.Chapters) }

// Missing are the regions of the country that no chapter has yet.
func (d chaptersData) Missing() (options []web.Option) {
	for _, region := range register.Regions(d.Competition.Country) {
		if !slices.ContainsFunc(d.Chapters, func(c store.Chapter) bool { return c.RegionCode == region.Code }) {
			options = append(options, web.Option{Value: region.Code, Label: region.Name})
		}
	}
	return options
}

// Regions are the choices of a chapter's region.
func (d chaptersData) Regions(whole string) []web.Option {
	return append([]web.Option{{Label: whole}}, regions(d.Competition.Country)...)
}

// Parents are the chapters below which another may be.
func (d chaptersData) Parents(lang locale.Language) (options []web.Option) {
	for _, b := range d.Tree() {
		options = append(options, web.Option{Value: b.UID, Label: strings.Repeat("– ", b.Depth) + b.Name.In(lang)})
	}
	return options
}

func (d door) chaptersData(r *web.Request) (chaptersData, error) {
	setup, err := d.store.CompetitionSetup(r.Context(), r.Actor, r.Var("competition"), r.Language)
	return chaptersData{CompetitionSetup: setup}, err
}

func (d door) chapters(r *web.Request) error {
	data, err := d.chaptersData(r)
	if err != nil {
		return err
	}
	return chaptersPage.Show(r, data)
}

func (d door) addChapter(r *web.Request) error {
	data, err := d.chaptersData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	if err == nil && !slices.ContainsFunc(data.Chapters, func(c store.Chapter) bool { return c.UID == data.Form.Parent }) {
		err = fault.InForm(fault.Field{Name: "parent", Key: "fault.unknown_choice"})
	}
	if err == nil {
		_, err = d.store.AddChapter(r.Context(), r.Actor, data.Form.Parent, data.Form.chapter(data.Competition.Language))
	}
	if err != nil {
		data.Errors = wrongIn(chapterLabels, withoutSlug(err, ""))
		return chaptersPage.Again(r, err, data)
	}
	r.Notice("organizer.chapter_added", "Name", data.Form.Name)
	return r.Redirect("organizer.chapters", "competition", data.Competition.UID)
}

// addRegions makes chapters of regions of the register, below the root.
func (d door) addRegions(r *web.Request) error {
	data, err := d.chaptersData(r)
	if err != nil {
		return err
	}
	var form regionsForm
	err = r.Decode(&form)
	data.Chosen = form.Regions
	if err == nil && len(form.Regions) == 0 {
		err = fault.InForm(fault.Field{Name: "regions", Key: "fault.nothing_chosen"})
	}
	added := 0
	for _, region := range data.Missing() {
		if err == nil && slices.Contains(form.Regions, region.Value) {
			err = d.addRegion(r, data.CompetitionSetup, region)
			added++
		}
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return chaptersPage.Again(r, err, data)
	}
	r.Notice("organizer.regions_added", "Count", added)
	return r.Redirect("organizer.chapters", "competition", data.Competition.UID)
}

// addRegion names the list of regions where the region's word is taken by another chapter.
func (d door) addRegion(r *web.Request, setup *store.CompetitionSetup, region web.Option) error {
	form := chapterForm{Name: region.Label, RegionCode: region.Value}
	_, err := d.store.AddChapter(r.Context(), r.Actor, setup.Root.UID, form.chapter(setup.Competition.Language))
	if fault.Is(err, fault.Invalid) {
		return fault.InForm(fault.Field{Name: "regions", Key: "organizer.region_taken", Args: fault.Args{"Name": region.Label}})
	}
	return err
}
