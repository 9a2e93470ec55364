package main

import (
	"fmt"
	"net/http"
	"time"
)

// healthCommand asks the copy that runs on this machine whether it serves, for those who watch over containers.
type healthCommand struct {
	listenConfig `embed:""`
}

// Run fails unless the copy says that it is well.
func (c healthCommand) Run() error {
	if err := c.check(); err != nil {
		return err
	}
	client := http.Client{Timeout: 4 * time.Second}
	response, err := client.Get(c.local() + "/healthz")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", c.local(), response.Status)
	}
	return nil
}
