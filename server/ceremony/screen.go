package ceremony

import (
	"blazon/server/web"
	"blazon/store"
)

const screenPage web.Page[screenData] = "ceremony/screen"

// screenData is what is on a screen, and where it learns that there is something new.
type screenData struct {
	*store.Scene
	News string
}

// hall is what the projector shows.
func (d door) hall(r *web.Request) error {
	scene, err := d.store.HallScene(r.Context(), r.Var("hall"))
	if err != nil {
		return err
	}
	return screenPage.Show(r, screenData{scene, r.Address("ceremony.hall_news", "hall", r.Var("hall"))})
}

func (d door) hallNews(r *web.Request) error {
	scene, err := d.store.HallScene(r.Context(), r.Var("hall"))
	if err != nil {
		return err
	}
	return d.watch.Serve(r, hallKey(scene.Stage.UID), scene.Revision())
}

// live is what everybody may look at.
func (d door) live(r *web.Request) error {
	scene, err := d.store.PublicScene(r.Context(), r.Var("stage"))
	if err != nil {
		return err
	}
	return screenPage.Show(r, screenData{scene, r.Address("ceremony.live_news", "stage", scene.Stage.UID)})
}

func (d door) liveNews(r *web.Request) error {
	scene, err := d.store.PublicScene(r.Context(), r.Var("stage"))
	if err != nil {
		return err
	}
	return d.public.Serve(r, scene.Stage.UID, scene.Revision())
}

// picture is a coat of arms, for those who have learnt its address from a screen.
func (d door) picture(r *web.Request) error {
	arms, content, err := d.store.OpenArms(r.Context(), r.Var("arms"))
	if err != nil {
		return err
	}
	defer content.Close()
	return r.Stream(web.Stream{File: web.File{Name: arms.UID + "." + arms.Type, Type: arms.Media()}, Content: content, Tag: arms.UID, Public: true})
}
