// rawzmq/draft: the socket types that are drafts still, as zeromq/draft has them. Re-exports only.
export { Channel } from '../socket/draft/channel.js'
export { Client } from '../socket/draft/client.js'
export { Dish, type DishGroupOptions } from '../socket/draft/dish.js'
export { Gather } from '../socket/draft/gather.js'
export { Peer } from '../socket/draft/peer.js'
export { Radio, type RadioGroupOptions } from '../socket/draft/radio.js'
export { Scatter } from '../socket/draft/scatter.js'
export { Server, type ServerRoutingOptions } from '../socket/draft/server.js'
