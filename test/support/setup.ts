/** Before each test file; what it imports is run once per process. */
import './sameBytes.ts';
