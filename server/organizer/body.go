package organizer

import (
	"slices"
	"strconv"

	"blazon/fault"
	"blazon/locale"
	"blazon/register"
	"blazon/server/web"
	"blazon/store"
)

const bodyPage web.Page[bodyData] = "organizer/body"

type bodyData struct {
	*store.Body
	Managed         bool // by whoever looks at it
	Overrides       []store.BodyOverride
	History         []store.BodyChange
	Representatives []store.Member
	Form            overrideForm
	Person          personForm
	Mails           bool        // letters are sent
	Invitation      *invitation // nil: nobody was invited just now
	Errors          web.Errors
}

type overrideForm struct {
	Field  register.Column `form:"field"`
	Value  string          `form:"value"`
	Source string          `form:"source"`
	Date   string          `form:"date"`
	Reason string          `form:"reason"`
}

// bodyValue is what is known of one thing about a body, and who says so.
type bodyValue struct {
	Column     register.Column
	Changeable bool
	Value      string // empty: not known
	Source     register.Source
	Overridden bool
}

// Key is the key of what it is.
func (v bodyValue) Key() string { return "roster.column_" + string(v.Column) }

// AsOf writes as of when the value holds.
func (v bodyValue) AsOf(lang locale.Language) string { return asOf(lang, v.Source.Date) }

// Values lists what is known of the body.
func (d bodyData) Values(lang locale.Language) (values []bodyValue) {
	for _, column := range []register.Column{register.ColumnName, register.ColumnKind, register.ColumnORP, register.ColumnDistrictName,
		register.ColumnRegion, register.ColumnPopulation, register.ColumnWeb} {
		if column == register.ColumnORP && d.Register != register.RUIAN {
			continue
		}
		v := bodyValue{Column: column, Changeable: d.Managed && d.overridable(column), Value: d.value(lang, column), Source: sourceOf(d.Body, column)}
		i := slices.IndexFunc(d.Overrides, func(o store.BodyOverride) bool { return o.Field == column })
		if i >= 0 {
			v.Source, v.Overridden = register.Source{Name: d.Overrides[i].Source, Date: d.Overrides[i].SourceDate}, true
		}
		if v.Value != "" || v.Changeable {
			values = append(values, v)
		}
	}
	return values
}

func (d bodyData) value(lang locale.Language, column register.Column) string {
	switch column {
	case register.ColumnName:
		return d.Name
	case register.ColumnKind:
		return locale.T(lang, d.Kind.Key())
	case register.ColumnORP:
		return locale.T(lang, "roster.orp_"+strconv.FormatBool(d.ORP))
	case register.ColumnDistrictName:
		return d.DistrictName
	case register.ColumnRegion:
		return d.RegionName
	case register.ColumnPopulation:
		if d.Population != nil {
			return locale.Number(lang, int64(*d.Population))
		}
	case register.ColumnWeb:
		return d.Web
	}
	return ""
}

// overridable tells whether an organizer may put another value in place of the body's.
func (d bodyData) overridable(column register.Column) bool {
	return slices.Contains(store.Overridable(), column) && (column != register.ColumnORP || d.Register == register.RUIAN)
}

// raw is a value as the form of an override has it.
func (d bodyData) raw(column register.Column) string {
	switch column {
	case register.ColumnKind:
		return string(d.Kind)
	case register.ColumnORP:
		return orpValue(d.ORP)
	case register.ColumnPopulation:
		if d.Population != nil {
			return strconv.Itoa(*d.Population)
		}
		return ""
	}
	return d.value(locale.English, column)
}

// ORPs are the two values of whether a municipality has extended powers.
func (bodyData) ORPs(lang locale.Language) (options []web.Option) {
	for _, orp := range []bool{true, false} {
		options = append(options, web.Option{Value: orpValue(orp), Label: locale.T(lang, "roster.orp_"+strconv.FormatBool(orp))})
	}
	return options
}

// orpValue writes the mark as the registers' files do.
func orpValue(orp bool) string {
	if orp {
		return "1"
	}
	return "0"
}

// Kinds are what the body may be.
func (d bodyData) Kinds(lang locale.Language) (kinds []web.Option) {
	for _, kind := range register.Kinds() {
		if d.Register == register.Own || kind.Register() == d.Register {
			kinds = append(kinds, web.Option{Value: string(kind), Label: locale.T(lang, kind.Key())})
		}
	}
	return kinds
}

// ValueOf writes what was put in place as people read it.
func (d bodyData) ValueOf(lang locale.Language, c store.BodyChange) string {
	switch c.Field {
	case register.ColumnKind:
		return locale.T(lang, register.Kind(c.Value).Key())
	case register.ColumnORP:
		return locale.T(lang, "roster.orp_"+strconv.FormatBool(c.Value == orpValue(true)))
	}
	return c.Value
}

// AsOf says as of when a value was said to hold.
func (bodyData) AsOf(lang locale.Language, date string) string { return stateOf(lang, date) }

// Zone is where the program's clock is read on this page: a body belongs to no edition.
func (d bodyData) Zone() string {
	if region, ok := register.RegionOf(d.RegionCode); ok && region.Country == register.Poland {
		return "Europe/Warsaw"
	}
	return "Europe/Prague"
}

// Languages are those in which a representative may be written to.
func (bodyData) Languages() []web.Option { return languageOptions() }

func (d door) bodyData(r *web.Request) (data bodyData, err error) {
	ctx, actor, uid := r.Context(), r.Actor, r.Var("body")
	data.Mails = d.store.Mails()
	data.Person.Language, data.Person.Mail = r.Language, data.Mails
	if data.Body, err = d.store.Body(ctx, actor, uid); err != nil {
		return data, err
	}
	if data.Overrides, err = d.store.BodyOverrides(ctx, actor, uid); err != nil {
		return data, err
	}
	if data.Managed, err = d.store.ManagesBody(ctx, actor, uid); err != nil || !data.Managed {
		return data, err
	}
	if data.History, err = d.store.BodyHistory(ctx, actor, uid); err != nil {
		return data, err
	}
	data.Representatives, err = d.store.Representatives(ctx, actor, uid)
	return data, err
}

// managedBody is the body's page for whoever may change something on it.
func (d door) managedBody(r *web.Request) (bodyData, error) {
	data, err := d.bodyData(r)
	if err == nil && !data.Managed {
		err = fault.New(fault.NotFound, "fault.not_found")
	}
	return data, err
}

// body shows a body, and the form of the value that the query names.
func (d door) body(r *web.Request) error {
	data, err := d.bodyData(r)
	if err != nil {
		return err
	}
	if field := register.Column(r.Query("field")); data.Managed && data.overridable(field) {
		data.Form = overrideForm{Field: field, Value: data.raw(field)}
	}
	return bodyPage.Show(r, data)
}

func (d door) overrideBody(r *web.Request) error {
	data, err := d.managedBody(r)
	if err != nil {
		return err
	}
	data.Form = overrideForm{}
	if err = r.Decode(&data.Form); err == nil {
		err = d.store.OverrideBody(r.Context(), r.Actor, r.Var("body"), store.Override(data.Form))
	}
	if err != nil {
		data.Errors = web.ErrorsOf(err)
		return bodyPage.Again(r, err, data)
	}
	r.Notice("roster.overridden")
	return d.toBody(r)
}

func (d door) toBody(r *web.Request) error {
	return r.Redirect("organizer.body", "body", r.Var("body"))
}
