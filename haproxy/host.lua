-- Answers `show host` on the runtime socket: how busy the machine is that HAProxy runs on. A container sees the figures
-- of its machine in /proc, so they are right for a Docker host elsewhere and for Docker Desktop's virtual machine too.
-- The manager asks together with `show stat`, about once a second; nothing is read unless it asks.
--
-- The answer has the lines of the kernel's files as they are, so that only the manager has to understand them:
--   cpu ...             /proc/stat: time of all processors together, in ticks
--   processors N        how many processors that is
--   MemTotal: ... kB    /proc/meminfo, MemAvailable too
--   some avg10=...      /proc/pressure/cpu, where the kernel has pressure stall information
-- What cannot be read is left out.

-- Hands the lines of a file to a function until that answers false.
local function each_line(path, take)
    local file = io.open(path, "r")
    if not file then
        return
    end
    -- A kernel that was started with psi=0 has the file and refuses to be read.
    pcall(function()
        for line in file:lines() do
            if take(line) == false then
                break
            end
        end
    end)
    file:close()
end

local function show_host(applet)
    local answer = { "# host" }
    local processors = 0
    each_line("/proc/stat", function(line)
        if line:find("^cpu ") then
            answer[#answer + 1] = line
        elseif line:find("^cpu%d") then
            processors = processors + 1
        else
            return false
        end
    end)
    if processors > 0 then
        answer[#answer + 1] = "processors " .. processors
    end
    local wanted = 2
    each_line("/proc/meminfo", function(line)
        if line:find("^MemTotal:") or line:find("^MemAvailable:") then
            answer[#answer + 1] = line
            wanted = wanted - 1
        end
        return wanted > 0
    end)
    each_line("/proc/pressure/cpu", function(line)
        if line:find("^some ") then
            answer[#answer + 1] = line
            return false
        end
    end)
    applet:send(table.concat(answer, "\n") .. "\n\n")
end

core.register_cli({ "show", "host" }, "show host : how busy this machine is", show_host)
