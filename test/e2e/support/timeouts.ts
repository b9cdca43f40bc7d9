// The first run of a workflow, the first load of the editor and polls are slow.
jest.setTimeout(180_000);
