package config

import _ "embed"

// Example is the commented configuration that `takepart init` writes; config.example.yaml at the top of the project is the same
// text, and a test holds it so.
//
//go:embed example.yaml
var Example []byte
