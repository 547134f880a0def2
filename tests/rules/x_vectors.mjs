// Weighs the texts of x_vectors.json anew. See README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import twitter from 'twitter-text'

const rows = JSON.parse(readFileSync('x_vectors.json', 'utf8'))
for (const row of rows) row.weight = twitter.parseTweet(row.text).weightedLength
const ascii = (row) => JSON.stringify(row).replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
writeFileSync('x_vectors.json', `[\n${rows.map(ascii).join(',\n')}\n]\n`)
