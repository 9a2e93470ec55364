package entrant

import (
	"blazon/document"
	"blazon/server/paper"
	"blazon/server/web"
	"blazon/store"
)

const receiptPage web.Page[receiptData] = "entrant/receipt"

// receiptData is a receipt with what it says; the file says the same.
type receiptData struct {
	*store.Receipt
	Printed document.Receipt
}

func (d door) receipt(r *web.Request) error {
	receipt, err := d.store.Receipt(r.Context(), r.Actor, r.Var("submission"))
	if err != nil {
		return err
	}
	return receiptPage.Show(r, receiptData{receipt, paper.ReceiptContent(r.Language, receipt)})
}

// receiptFile is the receipt on paper.
func (d door) receiptFile(r *web.Request) error {
	receipt, err := d.store.Receipt(r.Context(), r.Actor, r.Var("submission"))
	if err != nil {
		return err
	}
	file, err := paper.Receipt(r.Language, receipt)
	if err != nil {
		return err
	}
	return r.Send(web.File{Name: r.T("entrant.receipt_file") + "-" + receipt.Number() + ".pdf", Type: "application/pdf", Body: file})
}
