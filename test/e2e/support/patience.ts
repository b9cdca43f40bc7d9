// n8n's first run of a workflow, its editor's first load and its polls take their time.
jest.setTimeout(180_000);
