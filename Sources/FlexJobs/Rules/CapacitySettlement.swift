public import Municipal

/// Brings the places of a pool in line with the capacity the council has decided.
///
/// A larger capacity opens new places on its day. A smaller one closes places as they become free and never throws
/// anybody out, so a part of it may stay due. The rule looks at facts and days only: run on every day or once after a
/// long pause, with the same facts, it closes and opens the same places on the same days.
///
/// ```swift
/// let plan = CapacitySettlement(seats: seats, steps: steps, openOffers: 1, through: today)
/// for closing in plan.closings { … }      // a number and the first day the place no longer exists
/// ```
public struct CapacitySettlement: Sendable, Hashable {
    /// A place that opens or closes, and the day it does.
    public struct Change: Sendable, Hashable {
        /// The number of the place within the pool.
        public let seat: Int
        /// The first day on which it exists, or on which it no longer exists.
        public let day: Day
    }

    /// The places to close, in the order in which they became free.
    public let closings: [Change]
    /// The places to open, numbered on from the highest there has been.
    public let openings: [Change]
    /// How many places are still too many on the last day, because they are taken or offered.
    public let stillDue: Int

    /// Works out what is to be closed and opened through a day.
    ///
    /// Of the free places the one that has been free longest is closed first, and of several the one with the highest
    /// number. It closes on the day from which it was both free and too many.
    ///
    /// - Parameters:
    ///   - seats: Every place the pool has had, with every occupation known, also future ones.
    ///   - steps: The adopted capacities; those after the day are ignored.
    ///   - openOffers: Places offered and not yet answered. That many places stay free on the day: a closing they need
    ///     waits, and when they are answered it happens as of the day it would have.
    ///   - today: The day through which to settle.
    public init(seats: [SeatHistory], steps: [CapacityStep], openOffers: Int, through today: Day) {
        let due = steps.filter { $0.from <= today }.sorted { $0.from < $1.from }
        var seats = seats
        var closings: [Change] = []
        var openings: [Change] = []
        /// How many of the closings come after every opening. One that made room for an opening can't wait.
        var mayWait = 0
        for (index, step) in due.enumerated() {
            let last = index + 1 < due.count ? due[index + 1].from - 1 : today
            guard last >= step.from else { continue }
            let open = seats.count { $0.isOpen(on: last) }
            if open > step.capacity {
                for change in CapacitySettlement.free(seats, from: step.from, through: last).prefix(
                    open - step.capacity)
                {
                    closings.append(change)
                    mayWait += 1
                    seats = seats.map { $0.number == change.seat ? $0.closing(on: change.day) : $0 }
                }
            } else if open < step.capacity {
                let highest = seats.map(\.number).max() ?? 0
                for number in 0..<(step.capacity - open) {
                    let opening = Change(seat: highest + 1 + number, day: step.from)
                    openings.append(opening)
                    seats.append(SeatHistory(number: opening.seat, opened: opening.day))
                }
                mayWait = 0
            }
        }
        let free = seats.count { $0.isOpen(on: today) && $0.isVacant(after: today) }
        let waiting = min(mayWait, max(0, openOffers - free))
        self.closings = Array(closings.dropLast(waiting))
        self.openings = openings
        let open = seats.count { $0.isOpen(on: today) } + waiting
        stillDue = due.isEmpty ? 0 : max(0, open - due.capacity(on: today))
    }

    /// The places that could close by the last day, each with the day it could, in the order in which they do.
    private static func free(_ seats: [SeatHistory], from day: Day, through last: Day) -> [Change] {
        seats.filter { $0.closed == nil && $0.opened <= last }
            .compactMap { seat in seat.freeForGood(from: day).map { Change(seat: seat.number, day: $0) } }
            .filter { $0.day <= last }
            .sorted { ($0.day, -$0.seat) < ($1.day, -$1.seat) }
    }
}

extension SeatHistory {
    /// Whether the place exists on the day.
    public func isOpen(on day: Day) -> Bool {
        opened <= day && (closed.map { day < $0 } ?? true)
    }

    /// Whether somebody has the place on the day.
    public func isOccupied(on day: Day) -> Bool {
        occupations.contains { $0.contains(day) }
    }

    /// Whether nobody has the place after the day, nor will have.
    func isVacant(after day: Day) -> Bool {
        occupations.allSatisfy { $0.to.map { $0 <= day } ?? false }
    }

    /// The first day, not before the given one, from which nothing is arranged for the place any more.
    ///
    /// `nil` if an occupation has no end. Never the day the place opened, so that no place exists for no day.
    func freeForGood(from day: Day) -> Day? {
        var free = max(day, opened + 1)
        for occupation in occupations {
            guard let end = occupation.to else { return nil }
            free = max(free, end)
        }
        return free
    }

    func closing(on day: Day) -> SeatHistory {
        SeatHistory(number: number, opened: opened, closed: day, occupations: occupations)
    }
}
