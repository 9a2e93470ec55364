// Package attachment is the shelf: it keeps what people bring as files, in a folder beside the database and by the hash of the
// content, and lets nothing in that is not what it says it is.
package attachment

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"

	"blazon/fault"

	"github.com/gabriel-vasile/mimetype"
)

// Types are the types of files that are taken, by their endings. Pictures of other kinds become one of the two.
var Types = []string{"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "png", "jpg"}

// media says how each type is named to browsers.
var media = map[string]string{
	"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"odt":  "application/vnd.oasis.opendocument.text",
	"ods":  "application/vnd.oasis.opendocument.spreadsheet",
	"odp":  "application/vnd.oasis.opendocument.presentation",
}

// Media gives the media type by which browsers know a type of files.
func Media(kind string) string { return media[kind] }

// Shown tells whether a browser may show such a file in its window; any other is saved.
func Shown(kind string) bool { return kind == "pdf" || isPicture(kind) }

func isPicture(kind string) bool { return kind == "png" || kind == "jpg" }

// others are further endings, by the type that they stand for.
var others = map[string]string{"jpeg": "jpg", "jpe": "jpg", "webp": "png", "gif": "png"}

// typeOf gives the type that a name's ending stands for; "" where it is none that is taken.
func typeOf(name string) string {
	ending := endingOf(name)
	if slices.Contains(Types, ending) {
		return ending
	}
	return others[ending]
}

// Endings lists the endings of names by which people choose files of some types: ".pdf,.jpg,.jpeg".
func Endings(types []string) string {
	var endings []string
	for _, kind := range types {
		endings = append(endings, "."+kind)
		if kind == "jpg" {
			endings = append(endings, ".jpeg")
		}
	}
	if slices.ContainsFunc(types, isPicture) {
		endings = append(endings, ".webp", ".gif")
	}
	return strings.Join(endings, ",")
}

// admits tells whether some types, none meaning all, take a file of a type: where one kind of picture is taken, so is the other.
func admits(types []string, kind string) bool {
	return len(types) == 0 || slices.Contains(types, kind) || isPicture(kind) && slices.ContainsFunc(types, isPicture)
}

// checkName says why no file with such a name is taken.
func checkName(name string, types []string) error {
	kind := typeOf(name)
	switch {
	case hidesActive(name):
		return refusal("attachment.double_ending")
	case slices.Contains(active, endingOf(name)):
		return refusal("attachment.active", "Ending", "."+endingOf(name))
	case kind == "" || !admits(types, kind):
		return refusal("attachment.type", "Types", Names(types))
	}
	return nil
}

// Names names types as people read them: "PDF, DOCX". None are all that are taken.
func Names(types []string) string {
	if len(types) == 0 {
		types = Types
	}
	return strings.ToUpper(strings.Join(types, ", "))
}

// The beginnings that each type has; more is asked of pictures when they are read, and of office files by inspectOffice.
var beginnings = map[string][]string{"pdf": {"%PDF-"}, "jpg": {"\xff\xd8\xff"}, "png": {"\x89PNG\r\n\x1a\n"}, "webp": {"RIFF"}, "gif": {"GIF87a", "GIF89a"}}

// sniffed is how much of a file is looked at to tell what it is, in bytes.
const sniffed = 3072

// checkContent says why the content is not what the name promises.
func checkContent(file *os.File, size int64, name string) error {
	head := make([]byte, min(size, sniffed))
	if _, err := io.ReadFull(io.NewSectionReader(file, 0, size), head); err != nil {
		return err
	}
	ending := endingOf(name)
	if others[ending] == "jpg" {
		ending = "jpg"
	}
	begins, known := beginnings[ending]
	switch {
	case known && slices.ContainsFunc(begins, func(begin string) bool { return bytes.HasPrefix(head, []byte(begin)) }):
		return nil
	case !known && bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return inspectOffice(file, size, ending)
	case !known && bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")): // what an office makes of a document with a password
		return refusal("attachment.locked")
	}
	return refusal("attachment.mismatch", "Ending", "."+endingOf(name), "Found", found(head))
}

// found names what a file really is, for people who know endings: ".html"; "?" where nobody knows.
func found(head []byte) string {
	if ending := mimetype.Detect(head).Extension(); ending != "" {
		return ending
	}
	return "?"
}

// refusal is a fault of the form's file, with the values that its words name.
func refusal(key string, pairs ...any) error {
	args := fault.Args{}
	for i := 0; i < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return fault.InForm(fault.Field{Name: FormField, Key: key, Args: args})
}

// FormField is the name of the form field that files come in.
const FormField = "file"
