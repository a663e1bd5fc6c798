import '../../src/strings/english';

// A test that is right must not fail because the machine is busy; nothing here measures time.
jest.setTimeout(300_000);
