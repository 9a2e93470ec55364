package locale

import "strings"

// Body writes a public body with its kind and, where its name needs one, its district:
// "město Semily", "obec Nová Ves (okres Liberec)". kind and district may be empty.
func Body(lang Language, kind, name, district string) string {
	text := name
	if kind != "" {
		text = kind + nbsp + name
	}
	if district != "" {
		text += " (" + T(lang, "locale.district", "District", district) + ")"
	}
	return text
}

// List joins names as a sentence does: "Semily", "Semily a Mařenice", "Semily, Mařenice a Bělá".
func List(lang Language, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return T(lang, "locale.and", "First", strings.Join(names[:last], ", "), "Last", names[last])
}
