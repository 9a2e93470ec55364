package paper

import (
	"bytes"
	"fmt"
	"strings"

	"blazon/document"
	"blazon/locale"
	"blazon/server/entryform"
	"blazon/store"
)

// Receipt prints what was handed in, as ReceiptContent says it.
func Receipt(lang locale.Language, r *store.Receipt) ([]byte, error) {
	var file bytes.Buffer
	if err := document.WriteReceipt(&file, ReceiptContent(lang, r)); err != nil {
		return nil, fmt.Errorf("receipt: %w", err)
	}
	return file.Bytes(), nil
}

// ReceiptContent is everything that a receipt says; the page and the file say the same.
func ReceiptContent(lang locale.Language, r *store.Receipt) document.Receipt {
	c := r.Content
	subject := fmt.Sprintf("%s %d · %s · %s", c.Competition.In(lang), c.Year, c.Round.In(lang), c.Category.In(lang))
	return document.Receipt{Language: lang, Title: locale.T(lang, "entrant.receipt"), Subject: subject, Number: r.Number(), When: r.Submission.SubmittedAt,
		Parts: []document.ReceiptPart{
			{Heading: locale.T(lang, "entrant.receipt_act"), Lines: handedIn(lang, r)},
			{Heading: locale.T(lang, "entrant.receipt_content"), Lines: answered(lang, c)},
			{Heading: locale.T(lang, "entrant.receipt_files"), Lines: files(lang, c)},
			{Heading: locale.T(lang, "entrant.receipt_proof"), Lines: []document.ReceiptLine{
				{Label: locale.T(lang, "entrant.receipt_hash"), Text: "SHA-256: " + r.Submission.Hash()}}},
		}}
}

// handedIn says whose entry was handed in, when and by whom.
func handedIn(lang locale.Language, r *store.Receipt) (lines []document.ReceiptLine) {
	add := func(key, text string) {
		if text != "" {
			lines = append(lines, document.ReceiptLine{Label: locale.T(lang, key), Text: text})
		}
	}
	var names []string
	for _, e := range r.Content.Entrants {
		names = append(names, e.Name)
	}
	add("entrant.receipt_number", r.Number())
	add("entrant.receipt_entrants", locale.List(lang, names))
	add("entrant.receipt_when", locale.Moment{Time: r.Submission.SubmittedAt, Zone: r.Zone(), Exact: true}.In(lang))
	add("entrant.receipt_version", locale.Number(lang, int64(r.Submission.Version)))
	add("entrant.receipt_who", r.Who)
	if r.Submission.Late {
		add("entrant.receipt_late", r.Submission.Reason)
	}
	if r.Content.Rules > 0 {
		add("entrant.receipt_rules", locale.T(lang, "entrant.rules_version", "Version", r.Content.Rules))
	}
	return lines
}

// answered is every question with its answer.
func answered(lang locale.Language, c *store.SubmissionContent) (lines []document.ReceiptLine) {
	for _, row := range entryform.Shown(lang, c.Material()).Rows {
		text := row.Text
		if len(row.Items) > 0 {
			text = strings.Join(row.Items, "\n")
		}
		if text == "" {
			text = locale.T(lang, "entrant.receipt_none")
		}
		lines = append(lines, document.ReceiptLine{Label: row.Label, Text: text})
	}
	return lines
}

// files are the attachments, each by what tells it from any other.
func files(lang locale.Language, c *store.SubmissionContent) (lines []document.ReceiptLine) {
	for _, f := range c.Files {
		lines = append(lines, document.ReceiptLine{Label: fmt.Sprintf("%s (%s)", f.Name, locale.Size(lang, f.Size)), Text: "SHA-256: " + f.Hash})
	}
	if len(lines) == 0 {
		lines = []document.ReceiptLine{{Label: locale.T(lang, "entrant.receipt_count"), Text: locale.T(lang, "entrant.receipt_no_files")}}
	}
	return lines
}
