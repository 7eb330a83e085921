// DISH (RFC 48): receives from groups.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import { groupOf } from '../pattern/group.js'
import type { Message, Readable } from '../types/readable.js'
import { socketCoreOf } from '../registry.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import { toGroup } from './group.js'
import { shape } from './shape.js'

/** Which group a message of a Dish was sent to. */
export interface DishGroupOptions {
  group: Buffer
}

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Dish extends Readable<[Message, DishGroupOptions]> {}

/** Receives what is sent to the groups it has joined; nothing before it has. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Dish extends Socket {
  constructor(options?: SocketOptions<Dish>) {
    super(SOCKET_TYPES.DISH.number, options)
  }

  /** Joins groups. @throws SystemError EINVAL for one it has joined, or a name over 255 octets */
  join(...groups: (Buffer | string)[]): void {
    this.checkOpen()
    for (const group of groups) socketCoreOf(this).pattern.join?.(toGroup(group))
  }

  /** Leaves groups. @throws SystemError EINVAL for one it has not joined */
  leave(...groups: (Buffer | string)[]): void {
    this.checkOpen()
    for (const group of groups) socketCoreOf(this).pattern.leave?.(toGroup(group))
  }
}

defineOptions(Dish, 'DISH')

shape(Dish, {
  outside: ([group, body]) => [
    body as Buffer,
    { group: Buffer.from(groupOf(group as Buffer), 'latin1') },
  ],
})
