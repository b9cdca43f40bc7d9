import { SERVICES } from './machine';
import { requireFromHost } from './paths';

/** The part of `pg` (as n8n brings it) that is used here. */
interface PgClient {
	connect(): Promise<void>;
	query(sql: string): Promise<unknown>;
	end(): Promise<void>;
}

/** The part of `ioredis` (as n8n brings it) that is used here. */
interface RedisClient {
	keys(pattern: string): Promise<string[]>;
	del(...keys: string[]): Promise<number>;
	quit(): Promise<unknown>;
}

/** A database of one run's own. */
export interface Database {
	name: string;
	drop(): Promise<void>;
}

/**
 * Creates an empty database on the PostgreSQL of machine.ts.
 * @throws Error when PostgreSQL refuses, for example the password
 */
export async function createDatabase(name: string): Promise<Database> {
	await asAdmin(`CREATE DATABASE ${name}`);
	return { name, drop: async () => await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Deletes the keys of the Redis of machine.ts that fit a pattern. */
export async function deleteRedisKeys(pattern: string): Promise<void> {
	const { Redis } = requireFromHost('ioredis') as { Redis: new (options: object) => RedisClient };
	const client = new Redis(SERVICES.redis);
	try {
		const keys = await client.keys(pattern);
		if (keys.length > 0) await client.del(...keys);
	} finally {
		await client.quit();
	}
}

async function asAdmin(sql: string): Promise<void> {
	const { Client } = requireFromHost('pg') as { Client: new (options: object) => PgClient };
	const { host, port, user, password } = SERVICES.postgres;
	const client = new Client({ host, port, user, password, database: 'postgres' });
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}
