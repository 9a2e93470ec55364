package organizer

import (
	"blazon/server/web"
	"blazon/store"
)

const (
	suppliersPage web.Page[suppliersData] = "organizer/suppliers"
	supplierPage  web.Page[supplierData]  = "organizer/supplier"
)

type suppliersData struct {
	*store.SupplierList
	List   *web.List
	Name   string
	Errors web.Errors
}

type supplierData struct {
	*store.SupplierList
	Row    *store.SupplierRow
	Form   supplierForm
	Errors web.Errors
}

type supplierForm struct {
	Name string `form:"name"`
	Into string `form:"into"`
}

// IntoOptions are the other suppliers.
func (d supplierData) IntoOptions(pick string) []web.Option {
	options := []web.Option{{Label: pick}}
	for _, row := range d.Rows {
		if row != d.Row {
			options = append(options, web.Option{Value: row.UID, Label: row.Name})
		}
	}
	return options
}

func (d door) supplierList(r *web.Request, search string) (*store.SupplierList, error) {
	return d.store.Suppliers(r.Context(), r.Actor, r.Var("competition"), search, r.Language)
}

func (d door) suppliers(r *web.Request) error {
	list, err := d.supplierList(r, r.Query("q"))
	if err != nil {
		return err
	}
	data := suppliersData{SupplierList: list, List: r.List(nil)}
	if data.List.IsFile() {
		return data.List.Send(r, suppliersFile(r, list))
	}
	return suppliersPage.Show(r, data)
}

func (d door) addSupplier(r *web.Request) error {
	list, err := d.supplierList(r, "")
	if err != nil {
		return err
	}
	var form supplierForm
	if err = r.Decode(&form); err == nil {
		err = d.store.AddSupplier(r.Context(), r.Actor, r.Var("competition"), form.Name)
	}
	if err != nil {
		return suppliersPage.Again(r, err, suppliersData{SupplierList: list, Name: form.Name, Errors: wrongIn(supplierLabels, err)})
	}
	r.Notice("form.supplier_added")
	return r.Redirect("organizer.suppliers", "competition", r.Var("competition"))
}

var supplierLabels = map[string]string{"name": "form.supplier_name", "into": "form.supplier_into"}

func (d door) supplierData(r *web.Request) (supplierData, error) {
	list, err := d.supplierList(r, "")
	if err != nil {
		return supplierData{}, err
	}
	data := supplierData{SupplierList: list, Row: list.Row(r.Var("supplier"))}
	if data.Row == nil {
		return data, notThere()
	}
	data.Form.Name = data.Row.Name
	return data, nil
}

func (d door) supplier(r *web.Request) error {
	data, err := d.supplierData(r)
	if err != nil {
		return err
	}
	return supplierPage.Show(r, data)
}

func (d door) renameSupplier(r *web.Request) error {
	return d.changeSupplier(r, "form.supplier_renamed", func(form supplierForm) error {
		return d.store.RenameSupplier(r.Context(), r.Actor, r.Var("competition"), r.Var("supplier"), form.Name)
	})
}

func (d door) mergeSupplier(r *web.Request) error {
	return d.changeSupplier(r, "form.supplier_merged", func(form supplierForm) error {
		return d.store.MergeSupplier(r.Context(), r.Actor, r.Var("competition"), r.Var("supplier"), form.Into)
	})
}

func (d door) changeSupplier(r *web.Request, notice string, change func(supplierForm) error) error {
	data, err := d.supplierData(r)
	if err != nil {
		return err
	}
	form := data.Form
	if err = r.Decode(&form); err == nil {
		err = change(form)
	}
	if err != nil {
		data.Form, data.Errors = form, wrongIn(supplierLabels, err)
		return supplierPage.Again(r, err, data)
	}
	r.Notice(notice)
	return r.Redirect("organizer.suppliers", "competition", r.Var("competition"))
}
