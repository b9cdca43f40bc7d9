import { baseUrlOf } from '../../../nodes/shared/baseUrl';

const custom = (baseUrl: unknown) => baseUrlOf({ environment: 'custom', baseUrl: baseUrl as string });

it.each([
	['production', 'https://api.propexo.com'],
	['sandbox', 'https://api.sandbox.propexo.com'],
])('%s is %s', (environment, url) => {
	expect(baseUrlOf({ environment })).toEqual({ url });
});

it.each([
	['https://proxy.example.com/', 'https://proxy.example.com'],
	[' https://proxy.example.com/propexo// ', 'https://proxy.example.com/propexo'],
	['http://localhost:4010', 'http://localhost:4010'],
	['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
	['http://[::1]:4010', 'http://[::1]:4010'],
])('takes %p', (given, url) => {
	expect(custom(given)).toEqual({ url });
});

it.each(['http://proxy.example.com', 'http://127.0.0.1.example.com', 'http://localhost.example.com', 'ftp://localhost', 'proxy.example.com', '', undefined, 'https://user:secret@proxy.example.com', 'https://proxy.example.com/?a=1', 'https://proxy.example.com/#a'])(
	'refuses %p with a sentence',
	(given) => {
		expect(custom(given)).toEqual({ problem: expect.stringMatching(/^The base URL|^The Propexo API credential/) as string });
	},
);
