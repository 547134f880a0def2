"""Upload-Post over httpx: encoding, typed answers, outcomes, rate budget."""
