using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Kayron.Core.Policies.Access;

/// <summary>One rule of a security group.</summary>
/// <param name="Way"><c>in from</c> or <c>out to</c>.</param>
/// <param name="Protocol"><c>-1</c> for all.</param>
/// <param name="First">First port, or ICMP type; -1 for all.</param>
/// <param name="Last">Last port, or ICMP code; -1 for all.</param>
/// <param name="Peer">A network, a security group or a list of prefixes.</param>
internal sealed record SecurityGroupRule(string Way, string Protocol, int First, int Last, string Peer)
{
    private static readonly Dictionary<string, string> Numbers = new() { ["6"] = "tcp", ["17"] = "udp", ["1"] = "icmp", ["58"] = "icmpv6" };

    /// <summary>What AWS lets out of a group without rules for it.</summary>
    public static IReadOnlyList<SecurityGroupRule> EverythingOut { get; } = [new("out to", "-1", -1, -1, "0.0.0.0/0"), new("out to", "-1", -1, -1, "::/0")];

    /// <param name="side"><c>Source</c> or <c>Destination</c>, as the properties are named.</param>
    public static SecurityGroupRule Read(string way, string side, JsonElement rule)
    {
        var protocol = Text(rule, "IpProtocol") ?? throw new FormatException("a rule has a protocol");
        return new(way, Numbers.GetValueOrDefault(protocol, protocol.ToLowerInvariant()), Number(rule, "FromPort"), Number(rule, "ToPort"), Peers(rule, side));
    }

    public bool Covers(SecurityGroupRule other) =>
        Way == other.Way && (Protocol == "-1" || (Protocol == other.Protocol && CoversPorts(other))) && CoversPeer(other.Peer);

    public override string ToString() => $"{(Protocol == "-1" ? "everything" : $"{Protocol} {Ports}")} {Way} {Peer}";

    private string Ports => First == -1 ? "on every port" : First == Last ? $"{First}" : $"{First}–{Last}";

    private bool CoversPorts(SecurityGroupRule other) => Protocol is "icmp" or "icmpv6"
        ? (First == -1 || First == other.First) && (Last == -1 || Last == other.Last)
        : First == -1 || (other.First != -1 && First <= other.First && Last >= other.Last);

    private bool CoversPeer(string other) =>
        Peer == other || (IPNetwork.TryParse(Peer, out var network) && IPNetwork.TryParse(other, out var inner) && network.BaseAddress.AddressFamily == inner.BaseAddress.AddressFamily
            && network.PrefixLength <= inner.PrefixLength && network.Contains(inner.BaseAddress));

    private static string Peers(JsonElement rule, string side)
    {
        string?[] peers =
        [
            Text(rule, "CidrIp"), Text(rule, "CidrIpv6"), Text(rule, $"{side}SecurityGroupId"), Text(rule, $"{side}SecurityGroupName"), Text(rule, $"{side}SecurityGroupOwnerId"), Text(rule, $"{side}PrefixListId"),
        ];
        return string.Join(' ', peers.OfType<string>());
    }

    private static int Number(JsonElement rule, string name) => Text(rule, name) is { } text ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : -1;

    private static string? Text(JsonElement rule, string name) => rule.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;
}
