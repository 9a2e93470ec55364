package paper_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"blazon/locale"
	"blazon/server/paper"
	"blazon/store"
)

// plant gives every field of a struct a value that is nowhere else, and lists those that are texts.
func plant(v reflect.Value, name string) (texts []string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			v.SetString("planted " + name)
			texts = append(texts, v.String())
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			texts = append(texts, plant(v.Index(i), fmt.Sprint(name, i))...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				texts = append(texts, plant(v.Field(i), name+v.Type().Field(i).Name)...)
			}
		}
	}
	return texts
}

// What is verified repeats whatever is on a certificate: a fact that is added to them shows here until it is among what is repeated.
func TestAllThatACertificateSaysIsRepeated(t *testing.T) {
	var content store.CertificateContent
	texts := plant(reflect.ValueOf(&content).Elem(), "")
	content.Language, content.TimeZone, content.Currency = locale.Czech, "Europe/Prague", "CZK"
	content.Place, content.Last, content.Shared, content.Range = 2, 3, true, true
	content.Edition, content.Year, content.Amount, content.HeldAt = 25, 2023, 4_000_000, time.Date(2023, 4, 27, 8, 0, 0, 0, time.UTC)
	record := paper.RecordOf(&store.Certificate{Series: "2023/liberecky-kraj/obec", Serial: 7, Code: "7QF3-K9TM", Address: "https://erb.example.org/v/7QF3-K9TM"}, &content)
	for lang, written := range map[locale.Language][]string{
		locale.Czech:   {"2.–3. místo", "25. ročník", "2023", "40 000 Kč", "27. dubna 2023"},
		locale.English: {"2nd–3rd place", "25th edition", "2023", "27 April 2023", "40,000"},
	} {
		var page strings.Builder
		for _, f := range record.Facts(lang) {
			if !locale.Has(f.Key) {
				t.Errorf("nobody knows what %s is called", f.Key)
			}
			fmt.Fprintln(&page, strings.ReplaceAll(f.Value, "\u00a0", " "))
		}
		for _, text := range append(append(texts, written...), "2023/liberecky-kraj/obec/7", "7QF3-K9TM", "https://erb.example.org/v/7QF3-K9TM") {
			if text != "planted OccasionTimeZone" && text != "planted Currency" && !strings.Contains(page.String(), text) {
				t.Errorf("%s: %q is not repeated in\n%s", lang, text, page.String())
			}
		}
	}
	file, err := record.File()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := paper.ReadRecord(file); err != nil || !reflect.DeepEqual(again, record) {
		t.Errorf("read back: %+v, %v", again, err)
	}
}
