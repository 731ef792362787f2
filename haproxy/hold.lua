-- Holds a request while its pod has no node in rotation, for example after scaling to zero. The manager sees the waiting
-- request and starts a node, and the request continues. haproxy.cfg limits how many requests may wait.

local FIRST_PAUSE_MS = 5
local LONGEST_PAUSE_MS = 50

local function now_ms()
    local now = core.now()
    return now.sec * 1000 + now.usec // 1000
end

-- How many nodes of the pod are in rotation.
local function serving(transaction)
    return core.backends[transaction.f:be_name()]:get_srv_act()
end

local function hold(transaction, milliseconds)
    local deadline = now_ms() + tonumber(milliseconds)
    local pause = FIRST_PAUSE_MS
    while serving(transaction) == 0 and now_ms() < deadline do
        core.msleep(pause)
        pause = math.min(pause * 2, LONGEST_PAUSE_MS)
    end
end

core.register_fetches("serving", serving)
core.register_action("hold", { "http-req" }, hold, 1)
