import fc from 'fast-check';

import { PropexoApi } from '../../../credentials/PropexoApi.credentials';
import { BASE_URL_PROBLEMS, readBaseUrl } from '../../../nodes/Propexo/transport/baseUrl';
import { err, ok } from '../../../nodes/Propexo/utils/result';

const custom = (baseUrl: unknown) =>
	readBaseUrl({ environment: 'custom', baseUrl: baseUrl as string });

it.each([
	['production', 'https://api.propexo.com'],
	['sandbox', 'https://api.sandbox.propexo.com'],
])('%s is %s', (environment, url) => {
	expect(readBaseUrl({ environment })).toEqual(ok(url));
});

it.each([
	['https://proxy.example.com/', 'https://proxy.example.com'],
	[' https://proxy.example.com/propexo// ', 'https://proxy.example.com/propexo'],
	['http://localhost:4010', 'http://localhost:4010'],
	['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
	['http://[::1]:4010', 'http://[::1]:4010'],
])('%p is accepted as %p', (given, url) => {
	expect(custom(given)).toEqual(ok(url));
});

const { missing, notUrl, notHttps, notPlain } = BASE_URL_PROBLEMS;

const REFUSED_WITH: ReadonlyArray<readonly [baseUrl: string | undefined, problem: string]> = [
	['http://proxy.example.com', notHttps],
	['http://127.0.0.1.example.com', notHttps],
	['http://127.example.com', notHttps],
	['http://localhost.example.com', notHttps],
	['http://localhost@example.com', notHttps],
	['http://localhost:80@example.com', notHttps],
	['http://127.0.0.1:x@example.com', notHttps],
	['http://[::1]@example.com', notHttps],
	['http://localhost\\@example.com', notPlain],
	['http:example.com', notHttps],
	['ftp://localhost', notHttps],
	['proxy.example.com', notUrl],
	['', missing],
	[undefined, missing],
	['https://user:secret@proxy.example.com', notPlain],
	['https://user@proxy.example.com', notPlain],
	['https://:secret@proxy.example.com', notPlain],
	['https://@proxy.example.com', notPlain],
	['https://proxy.example.com/?a=1', notPlain],
	['https://proxy.example.com/#a', notPlain],
	['https://proxy.example.com?', notPlain],
	['https://proxy.example.com#', notPlain],
	['https://proxy.example.com/?', notPlain],
	['https://proxy.example.com/#', notPlain],
];

const REFUSED = REFUSED_WITH.map(([baseUrl]) => baseUrl);

it.each(REFUSED_WITH)('%p is refused: %s', (given, problem) => {
	expect(custom(given)).toEqual(err(problem));
});

it('an unknown environment is treated as custom', () => {
	expect(readBaseUrl({ environment: 'toString', baseUrl: 'https://proxy.example.com' })).toEqual(
		ok('https://proxy.example.com'),
	);
});

describe('the credential test', () => {
	/** The address of the test's request. Stands in for n8n's expressions, which an engine test runs. */
	const testUrl = (credential: object): string => {
		const expression = String(new PropexoApi().test.request.baseURL).replace(/^=\{\{|\}\}$/g, '');
		return (
			new Function('$credentials', `return ${expression}`) as (credentials: object) => string
		)(credential);
	};

	it.each(['production', 'sandbox'])('uses the base URL of the nodes in %s', (environment) => {
		expect(ok(testUrl({ environment, baseUrl: 'http://evil.example.com' }))).toEqual(
			readBaseUrl({ environment }),
		);
	});

	it.each([
		'https://proxy.example.com/',
		' https://proxy.example.com/propexo// ',
		'http://localhost:4010',
		'http://[::1]:4010',
	])('uses the base URL of the nodes for %p', (baseUrl) => {
		expect(ok(testUrl({ environment: 'custom', baseUrl }))).toEqual(custom(baseUrl));
	});

	it.each(REFUSED)('sends the token nowhere for %p, which the nodes refuse', (baseUrl) => {
		expect(new URL(testUrl({ environment: 'custom', baseUrl })).hostname).toMatch(/\.invalid$/);
	});

	it('agrees with the nodes, whatever is entered', () => {
		const part = fc.constantFrom(
			'http',
			'https',
			':',
			'/',
			'//',
			'\\',
			'@',
			'?',
			'#',
			'.',
			' ',
			'\t',
			'\n',
			'localhost',
			'127.0.0.1',
			'[::1]',
			'evil.com',
			'80',
			'%40',
			'é',
			'\0',
		);
		const address = fc
			.tuple(fc.constantFrom('http://', 'https://', ''), fc.array(part, { maxLength: 6 }))
			.map(([start, parts]) => start + parts.join(''));
		fc.assert(
			fc.property(address, (baseUrl) => {
				const base = custom(baseUrl);
				const url = testUrl({ environment: 'custom', baseUrl });
				if (base.ok) expect(url).toBe(base.value);
				else if (URL.canParse(url)) expect(new URL(url).hostname).toMatch(/\.invalid$/);
			}),
			{ numRuns: 5_000, seed: 20261130 },
		);
	});

	it('follows no redirect', () => {
		expect(new PropexoApi().test.request.disableFollowRedirect).toBe(true);
	});
});
