package organizer

import (
	"blazon/judging"
	"blazon/server/web"
)

// The most that the forms of designs may be, in bytes: a design with its pictures in one file, a picture, and a design as it is edited.
const (
	mostDesignFile    = 24 << 20
	mostDesignPicture = mostLogoForm
)

// designRoutes are the pages on which organizers say how certificates look.
func (d door) designRoutes() []web.Route {
	const office = judging.OpenOffice
	const chapter, design = "/organizer/chapters/{chapter}/designs", "/organizer/designs/{design}"
	return []web.Route{
		{Name: "organizer.designs", Path: chapter, Act: office, Get: d.designs, Post: d.createDesign, Most: mostDesignFile},
		{Name: "organizer.design", Path: design, Act: office, Get: d.design, Post: d.changeDesign},
		{Name: "organizer.design_file", Path: design + "/file", Act: office, Get: d.designFile},
		{Name: "organizer.design_pictures", Path: design + "/pictures", Act: office, Post: d.addDesignPicture, Most: mostDesignPicture},
		{Name: "organizer.design_picture", Path: design + "/pictures/{picture}", Act: office, Get: d.designPicture},
	}
}
