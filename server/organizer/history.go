package organizer

import (
	"strings"

	"blazon/locale"
	"blazon/server/entryform"
	"blazon/store"
)

// handedIn is a submission with what is different in it from the one before.
type handedIn struct {
	*store.ReadSubmission
	First   bool
	Changes []change
}

// change is one thing that a submission says otherwise than the one before.
type change struct{ Label, Before, After string }

// historyOf tells what each submission has changed; they come and go with the latest first.
func historyOf(lang locale.Language, submissions []*store.ReadSubmission) (rows []handedIn) {
	for i, s := range submissions {
		row := handedIn{ReadSubmission: s, First: i == len(submissions)-1}
		if !row.First {
			row.Changes = changesBetween(said(lang, submissions[i+1].Content), said(lang, s.Content))
		}
		rows = append(rows, row)
	}
	return rows
}

// saying is one thing that a submission says; what has the same key can be told apart.
type saying struct{ Key, Label, Text string }

// said lists everything that a submission says: whose it is, its answers, its files.
func said(lang locale.Language, c *store.SubmissionContent) (list []saying) {
	var names, files []string
	for _, b := range c.Entrants {
		names = append(names, b.Name)
	}
	list = append(list, saying{"entrants", locale.T(lang, "check.entrant"), strings.Join(names, ", ")})
	for _, a := range entryform.Shown(lang, c.Material()).Rows {
		text := a.Text
		if len(a.Items) > 0 {
			text = strings.Join(a.Items, ", ")
		}
		list = append(list, saying{"answer " + a.Key, a.Label, text})
	}
	for _, f := range c.Files {
		files = append(files, f.Name+" ("+locale.Size(lang, f.Size)+", "+f.Hash[:8]+")")
	}
	return append(list, saying{"files", locale.T(lang, "check.files"), strings.Join(files, ", ")})
}

// changesBetween lists what is said otherwise, in the order of the later one; what is no longer asked for comes last.
func changesBetween(before, after []saying) (changes []change) {
	was := map[string]saying{}
	for _, s := range before {
		was[s.Key] = s
	}
	for _, s := range after {
		if was[s.Key].Text != s.Text {
			changes = append(changes, change{s.Label, was[s.Key].Text, s.Text})
		}
		delete(was, s.Key)
	}
	for _, s := range before {
		if left, there := was[s.Key]; there && left.Text != "" {
			changes = append(changes, change{left.Label, left.Text, ""})
		}
	}
	return changes
}
