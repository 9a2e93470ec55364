package store_test

import (
	"testing"

	"blazon/store"
	"blazon/store/storetest"
)

// PostgreSQL refuses these; SQLite does so only where the program that changes the file asks for it.
func TestWhatRefersToNothingIsFoundInASQLiteFile(t *testing.T) {
	s := storetest.Open(t, storetest.SQLiteAddress(t), store.Options{})
	contest := announced(t, s).Contest
	const unasked = `pragma defer_foreign_keys = on; `
	findPlanted(t, s, []plant{
		{unasked + `delete from body`, "the body that it refers to is there"},
		{unasked + `delete from contest where uid = ?0`, "the contest that it refers to is there"},
		{unasked + `delete from rubric`, "the rubric that it refers to is there"},
		{unasked + `delete from round`, "the round that it refers to is there"},
		{unasked + `delete from juror`, "the juror that it refers to is there"},
		{unasked + `delete from candidate`, "the candidate that it refers to is there"},
		{unasked + `update standing set result_id = 99`, "the result that it refers to is there"},
		{unasked + `delete from criterion`, "the criterion that it refers to is there"},
	}, contest)
}
