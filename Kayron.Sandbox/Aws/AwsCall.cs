using System.Text.Json.Nodes;

namespace Kayron.Sandbox.Aws;

/// <summary>Who calls, in which account, as the signature showed it.</summary>
/// <param name="Service">The service named in the credential scope.</param>
/// <param name="Account">The account that the call acts in.</param>
/// <param name="Arn">The caller's identity.</param>
/// <param name="UserId">The caller's unique id, as GetCallerIdentity tells it.</param>
/// <param name="RequestId">The id that the answer carries.</param>
public sealed record AwsCall(string Service, string Account, string Arn, string UserId, string RequestId);

/// <summary>One operation of a service: its input as the protocol read it, its output as the protocol shall write it.</summary>
public delegate JsonObject Operation(AwsCall call, JsonObject input);
