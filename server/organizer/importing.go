package organizer

import (
	"errors"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"blazon/fault"
	"blazon/locale"
	"blazon/server/web"
	"blazon/spreadsheet"
	"blazon/store"
)

const (
	importPage     web.Page[importData]     = "organizer/import"
	importPlanPage web.Page[importPlanData] = "organizer/import_plan"
)

type importData struct {
	*store.EditionSetup
	Form   importForm
	Mails  bool
	Errors web.Errors
}

type importForm struct {
	Kind   store.ImportKind `form:"kind"`
	State  store.EntryState `form:"state"`
	Reason string           `form:"reason"`
	Mail   bool             `form:"mail"`
}

// The states in which imported entries begin.
var importStates = []store.EntryState{store.EntryAdmitted, store.EntrySubmitted, store.EntryDraft}

// Kinds are what a table may hold.
func (d importData) Kinds(lang locale.Language) []web.Option {
	return []web.Option{{Value: string(store.ImportEntries), Label: locale.T(lang, "transfer.kind_entries")},
		{Value: string(store.ImportRepresentatives), Label: locale.T(lang, "transfer.kind_representatives")}}
}

// States are the choices of where new entries begin.
func (d importData) States(lang locale.Language) (options []web.Option) {
	for _, state := range importStates {
		options = append(options, web.Option{Value: string(state), Label: locale.T(lang, "transfer.begin_"+string(state))})
	}
	return options
}

// Columns are the headings that are understood.
func (d importData) Columns(lang locale.Language, kind store.ImportKind) (titles []string) {
	for _, column := range store.ImportColumns[kind] {
		titles = append(titles, locale.T(lang, "transfer.column_"+column))
	}
	return titles
}

func (d door) importData(r *web.Request) (importData, error) {
	setup, err := d.store.EditionSetup(r.Context(), r.Actor, r.Var("edition"), r.Language)
	return importData{EditionSetup: setup, Mails: d.store.Mails(),
		Form: importForm{Kind: store.ImportEntries, State: store.EntryAdmitted}}, err
}

func (d door) importing(r *web.Request) error {
	data, err := d.importData(r)
	if err != nil {
		return err
	}
	return importPage.Show(r, data)
}

// keepImport reads a table and leads to what it would come to. Nothing is changed yet.
func (d door) keepImport(r *web.Request) error {
	data, err := d.importData(r)
	if err != nil {
		return err
	}
	err = r.Decode(&data.Form)
	var uid string
	if err == nil {
		uid, err = d.readImport(r, data.Form)
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return importPage.Again(r, err, data)
	}
	return r.Redirect("organizer.import_plan", "import", uid)
}

func (d door) readImport(r *web.Request, form importForm) (uid string, err error) {
	if form.Kind != store.ImportEntries && form.Kind != store.ImportRepresentatives {
		return "", fault.InForm(fault.Field{Name: "kind", Key: "fault.unknown_choice"})
	}
	if !slices.Contains(importStates, form.State) {
		return "", fault.InForm(fault.Field{Name: "state", Key: "fault.unknown_choice"})
	}
	sheet, err := uploadedSheet(r)
	if err != nil {
		return "", err
	}
	kept := store.ImportForm{File: sheet.File, Kind: form.Kind, Lines: linesOf(sheet, form.Kind), State: form.State, Reason: strings.TrimSpace(form.Reason), Mail: form.Mail}
	return d.store.KeepImport(r.Context(), r.Actor, r.Var("edition"), kept)
}

// uploadedSheet reads the table in the field "file".
func uploadedSheet(r *web.Request) (*spreadsheet.Sheet, error) {
	file, header, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.InForm(fault.Field{Name: "file", Key: "transfer.no_file"})
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readSheet(file, header)
}

// readSheet says beside the file what is wrong with it.
func readSheet(file multipart.File, header *multipart.FileHeader) (*spreadsheet.Sheet, error) {
	sheet, err := spreadsheet.Read(header.Filename, file)
	if fault.Is(err, fault.Invalid) {
		f := fault.Of(err)
		return nil, fault.InForm(fault.Field{Name: "file", Key: f.Key, Args: f.Args})
	}
	return sheet, err
}

// linesOf names the columns whose headings are known in any language; the others are fields of entry forms.
func linesOf(sheet *spreadsheet.Sheet, kind store.ImportKind) (lines []store.ImportLine) {
	names := make([]string, len(sheet.Heading))
	for i, heading := range sheet.Heading {
		names[i] = columnCalled(heading, kind)
	}
	for _, line := range sheet.Lines {
		values := map[string]string{}
		for i, name := range names {
			if name != "" && name != informative {
				values[name] = line.Get(i)
			}
		}
		if state, given := values[store.ColumnState]; given {
			values[store.ColumnState] = stateCalled(state)
		}
		lines = append(lines, store.ImportLine{Number: line.Number, Values: values})
	}
	return lines
}

// informative stands for columns of exported tables that say what is decided elsewhere.
const informative = "\x00"

// columnCalled gives the column that a heading names in any language, and the heading itself where it names none.
func columnCalled(heading string, kind store.ImportKind) string {
	folded := locale.Fold(heading)
	for _, column := range store.ImportColumns[kind] {
		if named(folded, column, "transfer.column_"+column) {
			return column
		}
	}
	for _, column := range informativeColumns {
		if named(folded, column, "transfer.column_"+column) {
			return informative
		}
	}
	return heading
}

func named(folded, word, key string) bool {
	if folded == word {
		return true
	}
	for _, lang := range locale.Languages {
		if folded == locale.Fold(locale.T(lang, key)) {
			return true
		}
	}
	return false
}

// tableStates are all states that an exported entry may have.
var tableStates = []store.EntryState{store.EntryDraft, store.EntrySubmitted, store.EntryAdmitted, store.EntryReturned, store.EntryRejected, store.EntryWithdrawn}

// stateCalled gives the state that a word names in any language, and the word itself where it names none.
func stateCalled(word string) string {
	for _, state := range tableStates {
		if named(locale.Fold(word), string(state), "transfer.state_"+string(state)) {
			return string(state)
		}
	}
	return word
}
