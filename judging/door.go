package judging

// doors are the acts that are about nothing but the actor: whom a part of the site is open to at all.
var doors = map[Act]func(Actor) bool{
	SignIn:          func(Actor) bool { return true },
	ViewProfile:     Actor.SignedIn,
	OpenDesk:        Actor.sitsAnywhere,
	TypeSheet:       func(a Actor) bool { return a.sitsAnywhere() || len(a.Left) > 0 },
	OpenRoom:        func(a Actor) bool { return a.LeadsAny() || a.OrganizesAny() },
	OpenPaper:       func(a Actor) bool { return a.sitsAnywhere() || a.OrganizesAny() },
	EnterMeeting:    func(a Actor) bool { return a.sitsAnywhere() || a.OrganizesAny() },
	OpenStage:       Actor.SignedIn,
	OpenEntries:     Actor.RepresentsAny,
	OpenAttachments: func(a Actor) bool { return a.RepresentsAny() || a.OrganizesAny() || a.sitsAnywhere() },
	OpenOffice:      func(a Actor) bool { return a.OrganizesAny() || a.Administrator },
	ManageBodies:    func(a Actor) bool { return a.OrganizesAny() || a.Administrator },
	ManageUsers:     func(a Actor) bool { return a.Administrator },
}

// sitsAnywhere tells whether the actor sits in any jury.
func (a Actor) sitsAnywhere() bool { return len(a.Seats) > 0 }
